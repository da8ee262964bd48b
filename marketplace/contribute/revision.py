"""The revision of a draft that a form or an address names."""

_LONGEST = 9
"""Digits that every database takes as a whole number; no draft is ever saved that often."""


def read_revision(text: str) -> int:
    """The number, and 0, which no saved draft has, when it is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
