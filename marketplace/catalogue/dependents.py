"""The packs that need a pack."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.cards import cards_of
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.page import render_page
from registry.models import Pack
from registry.search.find import listed_packs

PACKS_PER_PAGE = 24


@require_safe
def dependents_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show the packs whose latest release needs this one."""
    pack = shown_pack(request, name)
    release = shown_release(pack)
    page = Paginator(dependents_of(pack), PACKS_PER_PAGE).get_page(request.GET.get("page"))
    context = frame(pack, release, "dependents") | {"page": page, "cards": cards_of(page.object_list)}
    return render_page(request, "catalogue/dependents", context)


def dependents_of(pack: Pack) -> QuerySet[Pack]:
    """Return the listed packs whose latest release needs `pack`, by name."""
    return listed_packs().filter(latest__requirements__name=pack.name).order_by("name")
