"""The front page: every pack, or those that a search finds."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from marketplace.catalogue.cards import cards_of
from marketplace.catalogue.collections import shelf
from marketplace.catalogue.narrowing import Asked, choice_groups
from marketplace.text.page import render_page
from registry.search.find import search_packs

PACKS_PER_PAGE = 24


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show one page of packs; htmx gets the results alone, to put them into the page that stands."""
    asked = Asked.by(request)
    found = search_packs(asked.query, asked.filters, asked.order)
    page = Paginator(found, PACKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "query": asked.query,
        "filters": asked.filters,
        "order": asked.order,
        "page": page,
        "found": found,
        "cards": cards_of(page.object_list),
        "choices": choice_groups(found.facets(), asked.filters, request.GET),
        "section": "catalogue",
    }
    if request.htmx:
        return render(request, "catalogue/fragment.html", context)
    if not (asked.query or asked.filters or page.number > 1):
        context["shelf"] = shelf()
    return render_page(request, "catalogue/listing", context)
