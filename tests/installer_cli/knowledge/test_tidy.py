"""Tidying takes nothing away that is not said elsewhere, and says what it did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from installer_cli.knowledge import tidy as module
from installer_cli.knowledge.tidy import Tidied, tidy

LINE = st.sampled_from(
    [
        "- pay by day 5 of the month", "- pay by day 5", "- Pay by  day 5\n", "# Head", "", "  more", "prose",
        "* x", "- 2026-03-31 agreed yesterday", "- 2026-01-02 began", "```", "- ask Ada by day 9 of it",
    ]
)  # fmt: skip


def test_entries_that_another_repeats_or_contains_are_taken_out() -> None:
    text = (
        "# Notes\n\n- Pay on day 5.\n- pay  on day 5.\n- The lead may refund 50\n  without asking\n"
        "- The lead may refund 50 without asking, and says so\n"
    )
    assert tidy(text, limited=False) == Tidied(
        "# Notes\n\n- Pay on day 5.\n- The lead may refund 50 without asking, and says so\n",
        "",
        ("2 entries that others say",),
    )


def test_an_entry_with_another_figure_stays() -> None:
    text = (
        "- Pay the rent on day 5\n- Pay the rent on day 6\n- Pay the rent on day 5 or later if 12 is short\n"
    )
    assert tidy(text, limited=False).text == text.removeprefix("- Pay the rent on day 5\n")


def test_dates_are_resolved_by_the_entry_or_by_the_day_of_the_text() -> None:
    text = "---\nupdated: 2026-03-31\n---\n\nAgreed {}.\n- **2026-01-02** began {}\n\n```\ntoday\n```\n"
    tidied = tidy(text.format("yesterday", "today"), limited=False)
    assert tidied.text == text.format("2026-03-30", "2026-01-02")
    assert tidied.reasons == ("2 lines with dates that age",)


def test_dates_are_resolved_by_the_day_of_the_heading_until_another_heading() -> None:
    text = "## 2026-01-02 Bank\n\n- Agreed {}.\n\n## Later\n\n- Agreed yesterday.\n"
    assert tidy(text.format("yesterday"), limited=False).text == text.format("2026-01-01")


@pytest.mark.parametrize("text", ["Agreed yesterday.\n", "- 2026-99-99 agreed yesterday\n"])
def test_without_a_day_nothing_is_guessed(text: str) -> None:
    assert tidy(text, limited=False) == Tidied(text, "", ())


def test_the_oldest_entries_of_a_long_text_are_moved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_LINES", 3)
    text = "# Log\n- 2026-02-01 b\n- 2026-01-01 a\n  of old\n- 2026-03-01 c\n"
    assert tidy(text, limited=True) == Tidied(
        "# Log\n- 2026-02-01 b\n- 2026-03-01 c\n", "- 2026-01-01 a\n  of old\n", ("1 old entry moved",)
    )
    assert tidy(text, limited=False).moved == ""


@given(st.lists(LINE, max_size=14).map("\n".join))
def test_no_line_is_lost_that_is_not_said_by_another(text: str) -> None:
    tidied = tidy(text, limited=False)
    left = " ".join(tidied.text.split()).casefold()
    for line in text.splitlines():
        if not line.startswith(("- ", "* ", "  ")) and "yesterday" not in line:
            assert " ".join(line.split()).casefold() in left
    assert tidy(tidied.text, limited=False).text == tidied.text
