"""The front page: every pack, or those that a search finds."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from marketplace.catalogue.cards import cards_of
from registry.search import MAX_QUERY_LENGTH, search_packs

PACKS_PER_PAGE = 24


@require_safe
@vary_on_headers("HX-Request")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show one page of packs; htmx gets the results alone, to put them into the page that stands."""
    query = request.GET.get("q", "")[:MAX_QUERY_LENGTH].strip()
    page = Paginator(search_packs(query), PACKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "page": page, "cards": cards_of(page.object_list), "section": "catalogue"}
    template = "catalogue/fragment.html" if request.htmx else "catalogue/listing.html"
    return render(request, template, context)
