"""Collections, and the rows of the front page: what is new, what is used, what the staff chose."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marketplace.catalogue.cards import Card, cards_of
from marketplace.text.page import render_page
from registry.kept import cache
from registry.models import Collection
from registry.readers import NOBODY, seen
from registry.search.find import listed_packs
from registry.search.use import most_used

TRENDING = 3
"""Packs that the front page shows as the most used."""
_KEPT_SECONDS = 60


class Shelf(NamedTuple):
    """What the front page shows above the list."""

    trending: list[Card]
    collections: list[Collection]


def shelf() -> Shelf:
    """Return the most used packs and the collections; which are the most used is at most a minute old."""
    used = cache.get_or_set("most-used", lambda: most_used(TRENDING), _KEPT_SECONDS)
    packs = listed_packs().in_bulk(used)
    trending = cards_of([packs[pack] for pack in used if pack in packs]) if packs else []
    return Shelf(trending, list(Collection.objects.all()))


@require_safe
def collection_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a collection: its packs in the order of the staff, each with why it is there."""
    collection = get_object_or_404(Collection, slug=slug)
    items = list(seen(collection.items.filter(pack__latest__isnull=False), NOBODY))
    packs = listed_packs().in_bulk([item.pack_id for item in items])
    cards = cards_of([packs[item.pack_id] for item in items])
    context = {
        "collection": collection,
        "items": [(card, item.why) for card, item in zip(cards, items, strict=True)],
        "section": "catalogue",
    }
    return render_page(request, "catalogue/collection", context)
