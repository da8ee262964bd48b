"""The one search behind the catalogue and the API."""

from collections.abc import Mapping, Sequence
from math import log2
from typing import overload

from django.db.models import QuerySet

from registry.kept import cache, key_of
from registry.models import Pack
from registry.search.facets import (
    FacetValue,
    Filters,
    count_all_facets,
    count_facets,
    facets_named,
    narrowed,
)
from registry.search.match import MOST_MATCHES, match
from registry.search.query import Query, read_query
from registry.search.use import recent_use

VERIFIABLE = "verifiable"
"""The order in which those packs come first of whose criteria programs decide the most."""
_NEWEST = ("-updated_at", "name")
ORDERS = {VERIFIABLE: ("-verifiable", *_NEWEST)}
"""The orders, by columns, that can be asked for where the best first, or the newest, is not wanted."""

_FACETS_KEPT_SECONDS = 60
_RERANKED = 200
"""Packs, the best by their text, among which evidence decides too."""
_EVIDENCE_SHARE = 200
"""The merit that would raise a score by as much as it is."""


_USE_SHARE = 50
"""How often use must have doubled to raise a score by as much as it is."""


class Found(Sequence[Pack]):
    """The packs that a search finds, best first; they are read from the database as they are asked for."""

    def __init__(self, ids: Sequence[int], corrections: Mapping[str, str] | None = None) -> None:
        self._ids = ids
        self.corrections = corrections or {}

    @property
    def is_cut(self) -> bool:
        """Whether there may be more, which were not looked at."""
        return len(self._ids) >= MOST_MATCHES

    def facets(self) -> dict[str, list[FacetValue]]:
        """Return the values by which these packs can be told apart."""
        return count_facets(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Pack: ...
    @overload
    def __getitem__(self, place: slice) -> list[Pack]: ...
    def __getitem__(self, place: int | slice) -> Pack | list[Pack]:
        wanted = self._ids[place] if isinstance(place, slice) else [self._ids[place]]
        packs = listed_packs().in_bulk(wanted)
        found = [packs[pack] for pack in wanted if pack in packs]
        return found if isinstance(place, slice) else found[0]


class Listed(Sequence[Pack]):
    """The listed packs with the chosen facets, ordered by columns; they are read as they are asked for."""

    corrections: Mapping[str, str] = {}
    is_cut = False

    def __init__(self, filters: Filters, columns: Sequence[str]) -> None:
        self._filters = filters
        self._packs = narrowed(listed_packs().order_by(*columns), filters, pack="pk")

    def facets(self) -> dict[str, list[FacetValue]]:
        """Return the values by which these packs can be told apart, at most a minute old."""
        key = key_of("search-facets", *sorted(self._filters.items()))
        return cache.get_or_set(key, self._count_facets, _FACETS_KEPT_SECONDS)

    def __len__(self) -> int:
        return self._packs.count()

    @overload
    def __getitem__(self, place: int) -> Pack: ...
    @overload
    def __getitem__(self, place: slice) -> list[Pack]: ...
    def __getitem__(self, place: int | slice) -> Pack | list[Pack]:
        return list(self._packs[place]) if isinstance(place, slice) else self._packs[place]

    def _count_facets(self) -> dict[str, list[FacetValue]]:
        return count_facets(self._packs.order_by().values("pk")) if self._filters else count_all_facets()


def listed_packs() -> QuerySet[Pack]:
    """Return every pack that the catalogue shows, the most recently updated first."""
    packs = Pack.objects.filter(latest__isnull=False).select_related("publisher", "latest")
    # The release's large columns are for its own page; a list of thirty must not load them.
    return packs.defer("latest__manifest", "latest__files", "latest__readme").order_by(*_NEWEST)


def search_packs(text: str, filters: Filters | None = None, order: str = "") -> Found | Listed:
    """Return the listed packs that match `text` and have the chosen facets.

    A word such as `has:examples` chooses a facet's value too. Unless one of `ORDERS` is asked for the best
    come first, and without a word to look for the most recently updated. With one, at most `MOST_MATCHES`
    are found.
    """
    words, named = facets_named(text)
    query, filters = read_query(words), {**(filters or {}), **named}
    columns = ORDERS.get(order)
    if query.groups:
        return _search(query, filters, columns)
    return Listed(filters, columns or _NEWEST)


def _search(query: Query, filters: Filters, columns: Sequence[str] | None) -> Found:
    matches = match(query, filters)
    if columns:
        found = Pack.objects.filter(pk__in=matches.scores).order_by(*columns)
        return Found(list(found.values_list("pk", flat=True)), matches.corrections)
    by_text = sorted(matches.scores, key=lambda pack: (-matches.scores[pack], pack))
    best = _by_evidence_too(by_text[:_RERANKED], matches.scores, query.name)
    return Found([*best, *by_text[_RERANKED:]], matches.corrections)


def _by_evidence_too(packs: Sequence[int], scores: Mapping[int, float], name: str) -> list[int]:
    """Order the best packs again: the one of that very name first, the others by text, evidence and use.

    Use counts by its logarithm, so that what many fetch does not bury what is right.
    """
    uses = recent_use(packs)
    rows = Pack.objects.filter(pk__in=packs).values_list("pk", "name", "merit")
    known = {pack: (found == name, merit) for pack, found, merit in rows}

    def place(pack: int) -> tuple[bool, float, int]:
        is_named, merit = known.get(pack, (False, 0))
        worth = 1 + merit / _EVIDENCE_SHARE + log2(1 + uses.get(pack, 0)) / _USE_SHARE
        return not is_named, -scores[pack] * worth, pack

    return sorted(packs, key=place)
