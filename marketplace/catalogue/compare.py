"""The page that compares two versions of a pack."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from marketplace.catalogue.difference.compared import compared
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.page import render_page
from registry.models import Pack, Release


@require_safe
def compare_page(request: HttpRequest, name: str) -> HttpResponse:
    """Compare the versions that `from` and `to` name; by default the latest with the one before it."""
    pack = shown_pack(request, name)
    shown = shown_release(pack)
    versions = list(pack.releases.order_by("-sort_key").values_list("version", flat=True))
    after = _release(pack, request.GET.get("to") or shown.version)
    before = _release(pack, request.GET.get("from") or _before(after.version, versions))
    context = frame(pack, shown, "versions") | compared(before, after) | {"versions": versions}
    return render_page(request, "catalogue/compare", context)


def _release(pack: Pack, version: str) -> Release:
    releases = pack.releases.prefetch_related("components", "requirements").defer("readme", "manifest")
    release = get_object_or_404(releases, version=version)
    release.pack = pack
    return release


def _before(version: str, versions: list[str]) -> str:
    """Return the version below `version`, or itself where it is the first."""
    place = versions.index(version)
    return versions[min(place + 1, len(versions) - 1)]
