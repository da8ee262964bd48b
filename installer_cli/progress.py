"""A progress bar for long work at a terminal; where there is none, nothing is drawn."""

from __future__ import annotations

import os
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

    from installer_cli.console import Console

_WIDTH = 24
_DELAY = 0.3
"""Seconds before the first drawing: what is done sooner needs no bar."""
_INTERVAL = 0.05
_KIB = 1024


class Progress:
    """A bar for ``total`` bytes of work, drawn over one line and wiped at the end."""

    def __init__(self, console: Console, title: str, total: int):
        self._console = console
        self._title = title
        self._total = total
        self._done = 0
        self._next = time.monotonic() + _DELAY
        self._drawn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            self._console.draw("")

    def advance(self, count: int, label: str) -> None:
        """Count ``count`` bytes more as done; ``label`` says of what."""
        self._done += count
        now = time.monotonic()
        if self._console.is_live and now >= self._next:
            self._next = now + _INTERVAL
            self._drawn = True
            self._console.draw(self._line(label))

    def _line(self, label: str) -> str:
        filled = _WIDTH * self._done // max(self._total, 1)
        bar = "#" * filled + "-" * (_WIDTH - filled)
        line = f"{self._title} [{bar}] {shown_size(self._done)} of {shown_size(self._total)}  {label}"
        return line[: _columns() - 1]


def shown_size(count: int) -> str:
    """A number of bytes as people read it."""
    if count < _KIB:
        return f"{count} B"
    if count < _KIB * _KIB:
        return f"{count / _KIB:.0f} KB"
    return f"{count / _KIB / _KIB:.1f} MB"


def _columns() -> int:
    try:
        return os.get_terminal_size(2).columns
    except OSError:
        return 80
