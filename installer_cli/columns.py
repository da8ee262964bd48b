"""Rows of two columns for people: at a terminal, what is too long for a line goes on below itself."""

from __future__ import annotations

from textwrap import wrap

_LEAST = 24
"""Columns that a text needs to be read: with fewer, the terminal breaks it better."""


def row(left: str, text: str, width: int) -> str:
    """The left part and a text beside it, in lines of at most ``width`` columns; in one where that is 0."""
    room = width - len(left)
    if room < _LEAST or len(text) <= room:
        return left + text
    return f"\n{' ' * len(left)}".join(wrap(text, room)).join((left, ""))
