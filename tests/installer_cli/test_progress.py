from __future__ import annotations

import io

import pytest

from installer_cli import progress
from installer_cli.console import Console
from installer_cli.progress import Progress, shown_size


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TERM", raising=False)
    monkeypatch.setattr(progress, "_DELAY", 0.0)
    monkeypatch.setattr(progress, "_INTERVAL", 0.0)


@pytest.mark.usefixtures("at_once")
def test_a_bar_grows_over_one_line_and_is_wiped() -> None:
    err = Terminal()
    with Progress(Console(io.StringIO(), err), "Downloading", 2048) as bar:
        bar.advance(1024, "ledger")
        bar.advance(1024, "close")
    drawn = err.getvalue().split("\r\x1b[K")
    assert drawn[1] == "Downloading [############------------] 1 KB of 2 KB  ledger"[:79]
    assert drawn[2].startswith("Downloading [########################] 2 KB of 2 KB")
    assert drawn[-1] == ""


@pytest.mark.usefixtures("at_once")
def test_nothing_is_drawn_without_a_terminal() -> None:
    err = io.StringIO()
    with Progress(Console(io.StringIO(), err), "Downloading", 10) as bar:
        bar.advance(10, "ledger")
    assert err.getvalue() == ""


def test_what_is_done_at_once_draws_no_bar() -> None:
    err = Terminal()
    with Progress(Console(io.StringIO(), err), "Downloading", 10) as bar:
        bar.advance(10, "ledger")
    assert err.getvalue() == ""


@pytest.mark.parametrize(
    ("count", "shown"), [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (5 << 20, "5.0 MB")]
)
def test_sizes_are_shown_as_people_read_them(count: int, shown: str) -> None:
    assert shown_size(count) == shown
