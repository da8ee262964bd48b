"""How much two texts say the same, by the word triples they share."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Triples = frozenset[tuple[str, ...]]
_SIZE = 3


def triples(text: str) -> Triples:
    """Every run of three words, in small letters; a shorter text is one run."""
    words = re.findall(r"\w+", text.lower())
    runs = (tuple(words[start : start + _SIZE]) for start in range(max(len(words) - _SIZE + 1, 1)))
    return frozenset(run for run in runs if run)


def overlap(one: Triples, other: Triples) -> float:
    """Shared triples as a share of the smaller text's: 1.0 when one text holds the other."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def alike(texts: Sequence[Triples], share: float) -> Iterator[tuple[int, int]]:
    """Pairs of places whose texts overlap at least so much, the earlier place first."""
    holders: dict[tuple[str, ...], list[int]] = {}
    for place, own in enumerate(texts):
        near = {other for run in own for other in holders.get(run, ())}
        yield from ((other, place) for other in sorted(near) if overlap(texts[other], own) >= share)
        for run in own:
            holders.setdefault(run, []).append(place)
