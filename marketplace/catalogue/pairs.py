"""Examples in pairs: a bad result beside the good one that it falls short of."""

from collections.abc import Sequence
from typing import NamedTuple

from marketplace.catalogue.standards import Example
from packformat.examples import BAD, GOOD

PAIRS_SHOWN = 4
"""Pairs that the page shows."""


class Pair(NamedTuple):
    """A good example and a bad one; either is None where a pack has only the other."""

    good: Example | None
    bad: Example | None


class Beside(NamedTuple):
    """A good example, or None, with the bad ones that stand beside it."""

    good: Example | None
    bad: list[Example]


class Pairs(NamedTuple):
    """The first pairs, how many examples of each label there are, and how many are in no pair shown."""

    shown: list[Pair]
    good: int
    bad: int
    more: int

    @property
    def beside(self) -> list[Beside]:
        """The same with each good one once, beside all that fall short of it."""
        found: dict[str, Beside] = {}
        for good, bad in self.shown:
            group = found.setdefault(good.path if good else "", Beside(good, []))
            group.bad.extend([bad] if bad else [])
        return list(found.values())


def paired(examples: Sequence[Example]) -> Pairs:
    """Put each bad example beside a good one of its criterion, or else beside the first good one.

    Pairs of one criterion come first: they differ in nothing else. Good ones that are beside none come last.
    """
    good = [one for one in examples if one.label == GOOD]
    by_criterion = {one.criterion: one for one in reversed(good) if one.criterion}
    bad = sorted(
        (one for one in examples if one.label == BAD), key=lambda one: one.criterion not in by_criterion
    )
    first = good[0] if good else None
    pairs = [Pair(by_criterion.get(one.criterion, first), one) for one in bad]
    beside = {pair.good.name for pair in pairs if pair.good}
    pairs += [Pair(one, None) for one in good if one.name not in beside]
    seen = {one.path for pair in pairs[:PAIRS_SHOWN] for one in pair if one}
    return Pairs(pairs[:PAIRS_SHOWN], len(good), len(bad), len(good) + len(bad) - len(seen))
