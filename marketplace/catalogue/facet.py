"""The page of a facet: all its values by name, such as every profession that packs are for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.narrowing import Asked, choices_of
from marketplace.text.page import render_page
from marketplace.wording.facets import facet_heading
from registry.search.facets import FACETS
from registry.search.find import search_packs


@require_safe
def facet_page(request: HttpRequest, facet: str) -> HttpResponse:
    """Show the values that the packs have which the address asks for, whichever of them it chooses."""
    if facet not in FACETS:
        raise Http404
    asked = Asked.by(request)
    chosen = asked.filters.pop(facet, None)
    found = search_packs(asked.query, asked.filters)
    choices = choices_of(facet, found.facets().get(facet, ()), chosen, request.GET)
    context = {
        "heading": facet_heading(facet),
        "asked": asked,
        "found": found,
        "packs": len(found),
        "choices": sorted(choices, key=lambda choice: choice.words.casefold()),
        "section": "catalogue",
    }
    return render_page(request, "catalogue/facet", context)
