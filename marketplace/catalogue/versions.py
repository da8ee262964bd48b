"""Every version of a pack: when, which bytes, what the checks said, and which were withdrawn and why."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.shown import advisories_on, frame, shown_pack, shown_release
from marketplace.text.page import render_page
from registry.models import ValidationReport

VERSIONS_PER_PAGE = 50


@require_safe
def versions_page(request: HttpRequest, name: str) -> HttpResponse:
    """List the releases of a pack, newest version first."""
    pack = shown_pack(request, name)
    release = shown_release(pack)
    reports = ValidationReport.objects.filter(submission__release=OuterRef("pk")).order_by("created_at")
    releases = pack.releases.defer("manifest", "files", "readme").order_by("-sort_key")
    releases = releases.annotate(verdict=Subquery(reports.values("verdict")[:1]))
    page = Paginator(releases, VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    advisories = advisories_on(pack, *page)
    for one in page:
        one.advisories = [advisory for advisory in advisories if advisory.concerns(one.version)]
    return render_page(request, "catalogue/versions", frame(pack, release, "versions") | {"page": page})
