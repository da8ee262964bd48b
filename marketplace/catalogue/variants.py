"""The packs that were made from a pack, and what a variant has otherwise than its original."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.difference.compared import compared
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.page import render_page
from registry.models import Pack
from registry.search.find import listed_packs
from registry.services.variants import original_seen

VARIANTS_SHOWN = 24


@require_safe
def original_page(request: HttpRequest, name: str) -> HttpResponse:
    """Compare a pack with the release that it was made from."""
    pack = shown_pack(request, name)
    release = shown_release(pack)
    original = original_seen(release, request.user)
    if original is None:
        message = "It was made from nothing that can be seen here"
        raise Http404(message)
    context = frame(pack, release, "overview") | compared(original, release) | {"is_original": True}
    return render_page(request, "catalogue/compare", context)


def variants_of(pack: Pack) -> QuerySet[Pack]:
    """Return the listed packs whose latest release was made from a release of `pack`, by name."""
    return listed_packs().filter(latest__made_from__pack=pack).order_by("name")
