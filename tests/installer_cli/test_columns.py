from __future__ import annotations

import io
import os
import pty
import termios

from hypothesis import given
from hypothesis import strategies as st

from installer_cli.columns import row
from installer_cli.console import Console


@given(words=st.lists(st.text("abc", min_size=1, max_size=20), min_size=1), width=st.integers(0, 120))
def test_a_row_says_every_word_in_no_more_columns_than_there_are(words: list[str], width: int) -> None:
    first, *rest = row("close  ", " ".join(words), width).split("\n")
    assert first.startswith("close  ")
    assert " ".join(line[len("close  ") :] for line in (first, *rest)) == " ".join(words)
    assert not rest or all(len(line) <= width for line in (first, *rest))
    assert all(line.startswith(" " * len("close  ")) for line in rest)


def test_where_no_terminal_shows_it_a_row_is_one_line() -> None:
    assert row("close  ", "word " * 100 + "end", 0) == "close  " + "word " * 100 + "end"
    assert Console(io.StringIO()).width == 0


def test_the_width_is_that_of_the_terminal_that_shows_what_was_asked_for() -> None:
    main, side = pty.openpty()
    termios.tcsetwinsize(side, (30, 72))
    with os.fdopen(side, "w", encoding="utf-8") as out:
        assert Console(out).width == 72
    os.close(main)
