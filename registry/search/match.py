"""Matching: which packs a query finds, and how well each fits.

The word that fewest packs have names the candidates, its strongest first; the database checks the rest of
the query on each until `MOST_MATCHES` are found. What comes after is bounded by that number, not by the
catalogue.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import reduce
from math import log2
from operator import and_
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from registry.models import Posting
from registry.search.facets import Filters, narrowed
from registry.search.meaning import Meaning, Term, meaning_of
from registry.search.query import Group, Query

MOST_MATCHES = 500
"""Packs that one query finds at most."""

_CONCEPT_WEIGHT = 1.2


class Matches(NamedTuple):
    """The packs that were found with their scores, and the words that were read as others."""

    scores: Mapping[int, float]
    corrections: Mapping[str, str]


def match(query: Query, filters: Filters) -> Matches:
    """Find the packs that match every group of `query`; where none does, those that match most of them."""
    meaning = meaning_of(query)
    matcher = _Matcher(query.groups, meaning, filters)
    scores = matcher.full_matches() or matcher.partial_matches()
    return Matches(scores, meaning.corrections)


class _Matcher:
    """Finds and scores packs for the groups of one query."""

    def __init__(self, groups: tuple[Group, ...], meaning: Meaning, filters: Filters) -> None:
        self._groups = groups
        self._meaning = meaning
        self._postings = narrowed(Posting.objects.all(), filters)
        found = [term for terms in meaning.words.values() for term in terms]
        self._values = {term.id: 1 / log2(2 + term.packs) for term in (*found, *meaning.concepts.values())}

    def full_matches(self) -> dict[int, float]:
        """Return the packs that match every group, with their scores."""
        rarest = min(self._groups, key=self._reach)
        others = [self._has(group) for group in self._groups if group is not rarest]
        packs = self._strongest(rarest, reduce(and_, others, self._has(rarest)), MOST_MATCHES)
        return {pack: sum(scores) for pack, scores in self._scored(packs).items()}

    def partial_matches(self) -> dict[int, float]:
        """Return the packs that match as many groups as any does, if that is at least half of them."""
        share = MOST_MATCHES // len(self._groups)
        packs = {pack for group in self._groups for pack in self._strongest(group, self._has(group), share)}
        scored = self._scored(packs)
        most = max(map(len, scored.values()), default=0)
        if 2 * most < len(self._groups):
            return {}
        return {pack: sum(scores) for pack, scores in scored.items() if len(scores) == most}

    def _strongest(self, group: Group, condition: Q, limit: int) -> set[int]:
        """Return packs that meet `condition`, those in which a term that `group` needs is strongest."""
        _reach, terms = self._ways_in(group)
        # One query where all fit; else one a term, because the index gives the strongest of one term at once.
        ways = [terms] if sum(term.packs for term in terms) <= limit else [[term] for term in terms]
        packs: set[int] = set()
        for way in ways:
            postings = self._postings.filter(condition, term__in=[term.id for term in way])
            packs.update(postings.order_by("-impact", "pack").values_list("pack", flat=True)[:limit])
        return packs

    def _reach(self, group: Group) -> int:
        return self._ways_in(group)[0]

    def _ways_in(self, group: Group) -> tuple[int, list[Term]]:
        """Return terms of which a pack that matches `group` must have one, and how many packs do."""
        concept = [self._meaning.concepts[group.concept]] if group.concept in self._meaning.concepts else []
        ways = [[*self._meaning.words[word], *concept] for word in group.words]
        return min((sum(term.packs for term in terms), terms) for terms in ways)

    def _has(self, group: Group) -> Q:
        """Return the condition that a posting's pack matches `group`."""
        by_words = reduce(and_, (_has_any(self._meaning.words[word]) for word in group.words))
        concept = self._meaning.concepts.get(group.concept)
        return by_words | _has_any([concept]) if concept else by_words

    def _scored(self, packs: Iterable[int]) -> dict[int, list[float]]:
        """Return for each of `packs` the scores of the groups that it matches."""
        impacts: defaultdict[int, dict[int, int]] = defaultdict(dict)
        rows = Posting.objects.filter(term__in=self._values, pack__in=packs)
        for pack, term, impact in rows.values_list("pack", "term", "impact"):
            impacts[pack][term] = impact
        return {pack: self._group_scores(found) for pack, found in impacts.items()}

    def _group_scores(self, found: Mapping[int, int]) -> list[float]:
        scores = []
        for group in self._groups:
            words = [self._score(self._meaning.words[word], found) for word in group.words]
            by_words = sum(words) if all(words) else 0.0
            concept = self._meaning.concepts.get(group.concept)
            by_concept = self._score([concept], found) * _CONCEPT_WEIGHT if concept else 0.0
            if best := max(by_words, by_concept):
                scores.append(best)
        return scores

    def _score(self, terms: Iterable[Term], found: Mapping[int, int]) -> float:
        """Return what the best of `terms` adds: its impact, the more the fewer packs have it."""
        return max(
            (found.get(term.id, 0) * self._values[term.id] * term.weight for term in terms), default=0.0
        )


def _has_any(terms: Iterable[Term]) -> Q:
    """Return the condition that a posting's pack has one of `terms`."""
    ids = [term.id for term in terms]
    return Q(Exists(Posting.objects.filter(pack=OuterRef("pack"), term__in=ids)))
