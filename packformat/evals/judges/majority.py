"""Several judges: what most of them say, and how far they agree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_JUDGES = 9
"""Judges of one run: each more costs as much as the first, and makes less of a difference."""


def majority(votes: Sequence[str]) -> str | None:
    """What more than half of all votes say, in whatever order they are; None where nothing is.

    An inspect_ai scorer with several models takes the most common grade, and of two the one that came first
    (https://inspect.aisi.org.uk/model-graded.html). Then the order of judges would decide, so here half of
    the votes is not enough.
    """
    vote, count = Counter(votes).most_common(1)[0] if votes else ("", 0)
    return vote if 2 * count > len(votes) else None


class Agreement(NamedTuple):
    """Of all pairs of votes on one question, how many say the same."""

    agreed: int
    pairs: int


def agreement(items: Iterable[Sequence[str]]) -> Agreement:
    """How far judges agree over many questions, each with its votes: Fleiss' observed agreement, as counts.

    It is not corrected for chance. Judges who nearly always say the same of everything agree without having
    looked, so it is read beside what they said.
    """
    agreed = pairs = 0
    for votes in items:
        pairs += len(votes) * (len(votes) - 1) // 2
        agreed += sum(count * (count - 1) // 2 for count in Counter(votes).values())
    return Agreement(agreed, pairs)
