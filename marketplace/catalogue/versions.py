"""Every version of a pack: when, which bytes, at what cost, what the checks said, and what was withdrawn."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.growth import MOST, mark_growth, with_the_one_before
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
    page = Paginator(with_the_one_before(releases), VERSIONS_PER_PAGE).get_page(request.GET.get("page"))
    mark_growth(page)
    advisories = advisories_on(pack, *page)
    for one in page:
        one.advisories = [advisory for advisory in advisories if advisory.concerns(one.version)]
    context = {"page": page, "most_growth": MOST, "has_growth": any(one.growth for one in page)}
    return render_page(request, "catalogue/versions", frame(pack, release, "versions") | context)
