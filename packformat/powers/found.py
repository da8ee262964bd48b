"""One power that was found, and the file that gives it."""

from __future__ import annotations

from typing import NamedTuple

from packformat.digest import Digest

LONGEST_ITEM = 300
"""Characters of an item; a longer one is cut and marked with its digest, so that a change still shows."""
_MARK_DIGITS = 12


class Found(NamedTuple):
    """A power of a kind, in its canonical words, and the path of the file that it was found in."""

    kind: str
    item: str
    path: str


def found(kind: str, text: str, path: str) -> Found:
    """A power with its text in canonical form: white space as single spaces, and no longer than allowed."""
    plain = " ".join(text.split())
    if len(plain) > LONGEST_ITEM:
        mark = Digest.of(plain.encode("utf-8", "surrogatepass")).hex[:_MARK_DIGITS]
        plain = f"{plain[:LONGEST_ITEM]}… [{mark}]"
    return Found(kind, plain, path)
