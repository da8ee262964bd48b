"""What a pack is indexed under: its words and concepts, each with its impact.

The impact says how much a pack is about a word: which field it stands in, how often, and among how many
others. It is an integer, so that sums and orders are the same on every machine.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from math import sqrt
from typing import NamedTuple

from registry.search.concepts import mentions_in
from registry.search.words import stems_of

GREATEST_IMPACT = 10_000
MOST_TERMS = 200
"""Terms that a pack is indexed under, the strongest first: no pack may be about everything."""


class _Weight(NamedTuple):
    """What a field counts, and how many words it usually has."""

    points: int
    usual_length: int


WEIGHTS = {
    "name": _Weight(1000, 2),
    "title": _Weight(800, 3),
    "keywords": _Weight(500, 5),
    "professions": _Weight(500, 2),
    "summary": _Weight(400, 15),
    "components": _Weight(250, 8),
    "publisher": _Weight(250, 2),
    "details": _Weight(100, 60),
}
"""By field of a document, what it counts; `details` are the summaries of the components."""

_CONCEPT_SHARE = 0.7


def impacts_of(fields: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return the terms of a pack with their impacts, given the texts of its fields."""
    impacts: defaultdict[str, float] = defaultdict(float)
    for field, texts in fields.items():
        weight = WEIGHTS[field]
        # A phrase never reaches from one text into the next.
        cut = [stems_of(text) for text in texts]
        length = sum(map(len, cut))
        share = weight.points / (0.5 + 0.5 * max(1.0, length / weight.usual_length))
        for term, times in Counter(stem for stems in cut for stem in stems).items():
            impacts[term] += share * sqrt(min(times, 4))
        for term in {mention.concept for stems in cut for mention in mentions_in(stems)}:
            impacts[term] += share * _CONCEPT_SHARE
    strongest = sorted(impacts.items(), key=lambda item: (-item[1], item[0]))[:MOST_TERMS]
    return {term: min(max(round(impact), 1), GREATEST_IMPACT) for term, impact in strongest}
