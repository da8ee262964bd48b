"""What looking at one pack may take: counted by what is done, so that every machine stops at the same place.

A clock would let a pack through on a fast machine that a slow one holds. So each kind of work has a price,
whoever works pays, and when nothing is left, what was not looked at is named. Prices are nanoseconds of CPU
on the machine of `docs/BENCHMARKS.md`: fitted to what the packs of `benchmarks.worst` and the largest real
ones took, and raised where a pack of `benchmarks.slow_rules` took much more than it paid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.work import work_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from packformat.archive import Entry
    from packformat.rules.textfile import TextFile

MOST = 1_900_000_000
"""Nanoseconds that reading, judging and repacking one pack may take: a little less than the two seconds
that are the aim, since prices are right only on the whole."""
MOST_FOR_PHRASES = 1_000_000_000
"""The part of it that phrases may take: what they leave is the reader's."""
MOST_FOR_MEANING = 900_000_000
"""The part of it that may be taken by reading for meaning."""
_FILE, _BYTE, _TEXT = 150_000, 20, 100_000
"""For each file and byte: to read it from an upload, list, record and deflate it; and for each text, however
short: thirty rules begin with it."""
_LETTER, _FOREIGN, _ROW = 130, 200, 400
"""For each byte of a text, each of them beyond ASCII, where signs may hide, and each letter of all different
rows: what every rule looks for in every text."""
_PARSED, _LOOKED_AT = 2200, 140
"""For what `packformat.work` counts, and for what a search for powers counts."""


class Budget:
    """What may still be spent, in nanoseconds; what is taken of a part is taken of its whole."""

    def __init__(self, most: int, whole: Budget | None = None):
        self.left = most
        self._whole = whole

    def pay(self, price: int) -> None:
        """Take what something costs, whether it is there or not."""
        self.left -= price
        if self._whole:
            self._whole.pay(price)

    @property
    def is_spent(self) -> bool:
        """Whether more was taken than there was, of this or of the whole."""
        return self.left < 0 or (self._whole is not None and self._whole.is_spent)


def budget_for(files: Collection[Entry], texts: Collection[TextFile], looked_at: int) -> Budget:
    """What is left of `MOST` for rules that look further, after what these files and texts cost in any case.

    ``looked_at`` is what a search for powers looked at.
    """
    size, letters = sum(len(entry.data) for entry in files), sum(text.size for text in texts)
    rows = max((text.pack.letters for text in texts if text.pack), default=0)
    budget = Budget(MOST)
    budget.pay(_FILE * len(files) + _BYTE * size)
    foreign = sum(len(text.beyond_ascii) for text in texts)
    budget.pay(_TEXT * len(texts) + _LETTER * letters + _FOREIGN * foreign + _ROW * rows)
    budget.pay(_PARSED * work_of(files) + _LOOKED_AT * looked_at)
    return budget
