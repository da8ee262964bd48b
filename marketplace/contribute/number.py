"""Whole numbers that a form or an address names: a revision, or a document."""

_LONGEST = 9
"""Digits that every database takes as a whole number; there is never that much of anything here."""


def read_number(text: str) -> int:
    """The number, and 0, which no saved draft and no document has, when it is none."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else 0
