"""The page of a facet: all its values by name, such as every profession that packs are for."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.narrowing import Asked, choices_of
from marketplace.text.page import render_page
from marketplace.wording.facets import facet_heading, value_in_words
from registry.search.facets import FACETS
from registry.search.find import search_packs

VALUES_PER_PAGE = 500


@require_safe
def facet_page(request: HttpRequest, facet: str) -> HttpResponse:
    """Show the values that the packs have which the address asks for, whichever of them it chooses."""
    if facet not in FACETS:
        raise Http404
    asked = Asked.by(request)
    chosen = asked.filters.pop(facet, None)
    found = search_packs(asked.query, asked.filters)
    values = found.facets().get(facet, ())
    by_name = sorted(values, key=lambda item: value_in_words(facet, item.value).casefold())
    page = Paginator(by_name, VALUES_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "heading": facet_heading(facet),
        "asked": asked,
        "found": found,
        "packs": len(found),
        "page": page,
        "choices": choices_of(facet, page.object_list, chosen, request.GET),
        "section": "catalogue",
    }
    return render_page(request, "catalogue/facet", context)
