"""The front page: every pack, or those that a search finds."""

from collections.abc import Mapping
from typing import NamedTuple

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from marketplace.catalogue.cards import cards_of
from marketplace.catalogue.collections import shelf
from marketplace.text.page import render_page
from marketplace.wording.facets import facet_title, value_in_words
from registry.search.facets import FACETS, FacetValue
from registry.search.find import ORDERS, search_packs
from registry.search.query import MAX_QUERY_LENGTH

PACKS_PER_PAGE = 24
VALUES_AT_ONCE = 6
"""Values of a facet that are seen without asking for more."""


class Choice(NamedTuple):
    """A value by which the list can be narrowed, or was, and the address that does or undoes it."""

    words: str
    packs: int
    chosen: bool
    address: str


class ChoiceGroup(NamedTuple):
    """The values of one facet: the commonest, and those that are shown when asked for."""

    title: str
    choices: list[Choice]
    more: list[Choice]


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show one page of packs; htmx gets the results alone, to put them into the page that stands."""
    query = request.GET.get("q", "")[:MAX_QUERY_LENGTH]
    filters = {facet: request.GET[facet] for facet in FACETS if request.GET.get(facet)}
    order = request.GET.get("order", "")
    found = search_packs(query, filters, order)
    page = Paginator(found, PACKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": query.strip(),
        "filters": filters,
        "order": order if order in ORDERS else "",
        "page": page,
        "found": found,
        "cards": cards_of(page.object_list),
        "choices": _choices(found.facets(), filters, request.GET),
        "section": "catalogue",
    }
    if request.htmx:
        return render(request, "catalogue/fragment.html", context)
    if not (query or filters or page.number > 1):
        context["shelf"] = shelf()
    return render_page(request, "catalogue/listing", context)


def _choices(
    facets: Mapping[str, list[FacetValue]], filters: Mapping[str, str], asked: QueryDict
) -> list[ChoiceGroup]:
    """Return the ways to narrow the list further, and those to undo what narrowed it."""
    groups = []
    for facet, values in facets.items():
        chosen = filters.get(facet)
        shown = [item for item in values if chosen in (None, item.value)]
        choices = [
            Choice(
                words=value_in_words(facet, item.value),
                packs=item.packs,
                chosen=item.value == chosen,
                address=_address(asked, facet, "" if item.value == chosen else item.value),
            )
            for item in shown
        ]
        groups.append(ChoiceGroup(facet_title(facet), choices[:VALUES_AT_ONCE], choices[VALUES_AT_ONCE:]))
    return groups


def _address(asked: QueryDict, facet: str, value: str) -> str:
    """Return the query string of the page as it would be with another value of `facet`."""
    changed = asked.copy()
    changed.pop("page", None)
    changed.pop(facet, None)
    if value:
        changed[facet] = value
    return f"?{changed.urlencode()}"
