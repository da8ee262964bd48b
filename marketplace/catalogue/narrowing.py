"""Narrowing the list: what was asked for, and the values of a facet that lead on from there."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Self

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from marketplace.wording.facets import facet_title, value_in_words
from registry.search.facets import FACETS, FacetValue
from registry.search.find import ORDERS
from registry.search.query import MAX_QUERY_LENGTH

VALUES_AT_ONCE = 6
"""Values of a facet that are seen without asking for more."""
VALUES_BESIDE_THE_LIST = 24
"""Values up to which the others unfold beside the list; more have a page of their own."""


class Asked(NamedTuple):
    """What an address asks the list for: words, the chosen value of each facet, and an order."""

    query: str
    filters: dict[str, str]
    order: str

    @classmethod
    def by(cls, request: HttpRequest) -> Self:
        """Read it."""
        filters = {facet: request.GET[facet] for facet in FACETS if request.GET.get(facet)}
        order = request.GET.get("order", "")
        return cls(
            query=request.GET.get("q", "")[:MAX_QUERY_LENGTH].strip(),
            filters=filters,
            order=order if order in ORDERS else "",
        )


class Choice(NamedTuple):
    """A value by which the list can be narrowed, or was, and the address that does or undoes it."""

    words: str
    packs: int
    chosen: bool
    address: str


class ChoiceGroup(NamedTuple):
    """The values of one facet: the commonest, those that unfold, and else where all of them are."""

    title: str
    choices: list[Choice]
    more: list[Choice]
    values: int
    all_of_them: str


def choice_groups(
    facets: Mapping[str, Sequence[FacetValue]], filters: Mapping[str, str], asked: QueryDict
) -> list[ChoiceGroup]:
    """Return the ways to narrow the list further, and those to undo what narrowed it."""
    groups = []
    for facet, values in facets.items():
        chosen = filters.get(facet)
        shown = [item for item in values if chosen in (None, item.value)]
        choices = choices_of(facet, shown[:VALUES_BESIDE_THE_LIST], chosen, asked)
        unfolds = len(shown) <= VALUES_BESIDE_THE_LIST
        everything = "" if unfolds else reverse("facet-page", args=[facet]) + _query(asked, facet, "")
        more = choices[VALUES_AT_ONCE:] if unfolds else []
        groups.append(ChoiceGroup(facet_title(facet), choices[:VALUES_AT_ONCE], more, len(shown), everything))
    return groups


def choices_of(
    facet: str, values: Sequence[FacetValue], chosen: str | None, asked: QueryDict
) -> list[Choice]:
    """Return the values of a facet as they are shown, with where each leads in the list."""
    catalogue = reverse("catalogue")
    return [
        Choice(
            words=value_in_words(facet, item.value),
            packs=item.packs,
            chosen=item.value == chosen,
            address=catalogue + _query(asked, facet, "" if item.value == chosen else item.value),
        )
        for item in values
    ]


def _query(asked: QueryDict, facet: str, value: str) -> str:
    """Return the query string of the list as it would be with another value of `facet`."""
    changed = asked.copy()
    for key in ("page", "format", facet):
        changed.pop(key, None)
    if value:
        changed[facet] = value
    return f"?{changed.urlencode()}" if changed else ""
