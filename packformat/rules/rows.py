"""Rows of letters: what stands in a text is told by those that it has, far sooner than by looking through it.

A word that rules look for has a longest row of letters, and a text without that row does not have the word.
The rows of all texts of a pack are looked through once, each of them counted once.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")

_LETTERS = re.compile("[a-z]+")
_ONLY_LETTERS = bytes(byte if byte in b"abcdefghijklmnopqrstuvwxyz" else ord(" ") for byte in range(256))
_BITS: dict[str, int] = {"": 1}
"""The bit of each row that rules look for; what has no letters may stand in every text."""
LONGEST_ROW = 1000
"""Letters of a row that may say something; in a text with a longer one, anything may stand."""
_SHORT = 2
"""Letters of a row that stands in too many others: it may stand in each text of a pack, or in none."""


@cache
def bit_of(word: str) -> int:
    """The bit of a word's longest row of letters; to be asked for before packs are looked at."""
    row = max(_LETTERS.findall(word.lower()), key=len, default="")
    return _BITS.setdefault(row, 1 << len(_BITS))


class Possible(Generic[T]):
    """Of things that each need one bit of several groups, those that may stand in a text, by what it holds.

    The thousands of texts of a pack hold much the same, so that this is made out for few of them.
    """

    def __init__(self, every: Iterable[tuple[tuple[int, ...], T]]):
        self._every = tuple(every)
        self._bits = reduce(or_, (bit for groups, _ in self._every for bit in groups), 0)
        self._known: dict[int, list[T]] = {}

    def among(self, held: int) -> list[T]:
        """Those of which a text that holds these bits may have one of each group."""
        held &= self._bits
        if held not in self._known:
            self._known[held] = [one for groups, one in self._every if all(map(held.__and__, groups))]
        return self._known[held]


def rows_in(words: str) -> bytes:
    """Every row of letters in a text of small letters once, with a blank between two: a third of the text."""
    return b" ".join(set(words.encode("utf-8").translate(_ONLY_LETTERS).split()))


class Vocabulary:
    """The rows of letters of a pack, their size, and in which of them stand those that rules look for."""

    def __init__(self, rows: Iterable[bytes]):
        joined = b" ".join((*rows, b""))
        self.letters = len(joined)
        self._bits: dict[bytes, int] = {}
        self._always = -(1 << len(_BITS))
        for row, bit in _BITS.items():
            wanted = row.encode("ascii")
            if len(row) <= _SHORT:
                self._always |= bit if wanted in joined else 0
            else:
                for whole in _around(wanted, joined):
                    self._bits[whole] = self._bits.get(whole, 0) | bit

    def held_by(self, rows: bytes) -> int:
        """The bits of what may stand in a text of the pack by its rows; of a row asked for since it may."""
        every = rows.split()
        if len(rows) > LONGEST_ROW and max(map(len, every)) > LONGEST_ROW:
            return -1
        return reduce(or_, map(self._bits.__getitem__, self._bits.keys() & every), self._always)


def _around(row: bytes, joined: bytes) -> Iterator[bytes]:
    """The rows in which another stands, among those that are joined by blanks."""
    at = joined.find(row)
    while at >= 0:
        end = joined.index(b" ", at)
        yield joined[joined.rfind(b" ", 0, at) + 1 : end]
        at = joined.find(row, end)
