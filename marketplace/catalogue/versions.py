"""Every version of a pack: when, which bytes, and which were withdrawn and why."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.models import Pack

VERSIONS_PER_PAGE = 50


@require_safe
def versions_page(request: HttpRequest, name: str) -> HttpResponse:
    """List the releases of a pack, newest version first."""
    pack = get_object_or_404(Pack.objects.select_related("publisher", "latest"), name=name)
    releases = pack.releases.defer("manifest", "files", "readme").order_by("-sort_key")
    page = Paginator(releases, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    if not page.paginator.count:
        message = "Nothing of this name has been published"
        raise Http404(message)
    context = {
        "pack": pack,
        "release": pack.latest or page.object_list[0],
        "tab": "versions",
        "page": page,
        "version_count": page.paginator.count,
        "section": "catalogue",
    }
    return render(request, "catalogue/versions.html", context)
