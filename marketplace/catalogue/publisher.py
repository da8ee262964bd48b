"""The page of a publisher: who they are, and the packs under their name."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marketplace.catalogue.cards import cards_of
from marketplace.text.page import render_page
from registry.models import Publisher
from registry.search.find import listed_packs

PACKS_PER_PAGE = 24


@require_safe
def publisher_page(request: HttpRequest, handle: str) -> HttpResponse:
    """Show the listed packs of a publisher, the most recently updated first."""
    publisher = get_object_or_404(Publisher, handle=handle)
    packs = listed_packs().filter(publisher=publisher)
    page = Paginator(packs, PACKS_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "publisher": publisher,
        "page": page,
        "cards": cards_of(page.object_list),
        "follows": request.user.is_authenticated
        and request.user.subscriptions.filter(publisher=publisher).exists(),
        "section": "catalogue",
    }
    return render_page(request, "catalogue/publisher", context)
