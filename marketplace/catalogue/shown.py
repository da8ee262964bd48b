"""What every page about a pack shows: the pack, the release that is looked at, the tabs and their counts."""

from typing import Any, NamedTuple

from django.db.models import Func, IntegerField, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from marketplace.site.privately import note_private
from packformat.advisory import SEVERITIES
from registry.models import Advisory, Attestation, Pack, Question, Release, Review
from registry.readers import visible_packs
from registry.search.find import listed_packs


class Tab(NamedTuple):
    """One of the pages about a pack; without a count where there is nothing to count."""

    title: str
    address: str
    count: int | None
    current: bool


def shown_pack(request: HttpRequest, name: str) -> Pack:
    """Return the pack called `name`, where whoever asks may see it, with its tabs' counts, in one query."""
    counted = (
        visible_packs(request.user)
        .select_related("publisher", "latest")
        .annotate(
            version_count=_count(Release.objects.filter(pack=OuterRef("pk"))),
            result_count=_count(Attestation.objects.shown().filter(pack=OuterRef("pk"))),
            review_count=_count(Review.objects.filter(pack=OuterRef("pk"), removed_at=None)),
            question_count=_count(Question.objects.filter(pack=OuterRef("pk"), removed_at=None)),
            advisory_count=_count(Advisory.objects.filter(pack=OuterRef("pk"), withdrawn_at=None)),
            variant_count=_count(listed_packs().filter(latest__made_from__pack=OuterRef("pk"))),
            dependent_count=_count(Pack.objects.filter(latest__requirements__name=OuterRef("name"))),
        )
    )
    pack: Pack = get_object_or_404(counted, name=name)
    note_private(request, private=pack.is_private)
    return pack


def shown_release(pack: Pack, version: str = "") -> Release:
    """Return the release to show: the one asked for, else the latest, else the newest of a withdrawn pack."""
    if version:
        release = get_object_or_404(pack.releases, version=version)
    else:
        release = pack.latest or pack.releases.order_by("-sort_key").first()
    if release is None:
        message = "Nothing of this name has been published"
        raise Http404(message)
    release.pack = pack
    return release


def frame(pack: Pack, release: Release, tab: str) -> dict[str, Any]:
    """Return what the head of each page about a pack needs; `tab` names the current one."""
    return {
        "pack": pack,
        "release": release,
        "is_latest": release.pk == pack.latest_id,
        "tab": tab,
        "tabs": _tabs(pack, release, tab),
        "advisories": advisories_on(pack, release),
        "section": "catalogue",
    }


def advisories_on(pack: Pack, *releases: Release) -> list[Advisory]:
    """Return what holds of any of these releases, the worst first; `pack` comes from `shown_pack`."""
    if not pack.advisory_count:
        return []
    found = pack.advisories.filter(withdrawn_at=None).order_by("-published_at", "-pk")
    concerned = [one for one in found if any(one.concerns(release.version) for release in releases)]
    return sorted(concerned, key=lambda one: SEVERITIES.index(one.severity))


def _tabs(pack: Pack, release: Release, current: str) -> list[Tab]:
    def of_release(name: str) -> str:
        if release.pk == pack.latest_id:
            return reverse(f"pack-{name}", args=[pack.name])
        return reverse(f"version-{name}", args=[pack.name, release.version])

    def of_pack(name: str) -> str:
        return reverse(f"pack-{name}", args=[pack.name])

    tabs = (
        ("overview", "Overview", of_release("page"), None),
        ("files", "Files", of_release("files"), release.file_count),
        ("versions", "Versions", of_pack("versions"), pack.version_count),
        ("dependents", "Needed by", of_pack("dependents"), pack.dependent_count),
        ("advisories", "Advisories", of_pack("advisories"), pack.advisory_count),
        ("results", "Results", of_pack("results"), pack.result_count),
        ("reviews", "Reviews", of_pack("reviews"), pack.review_count),
        ("questions", "Questions", of_pack("questions"), pack.question_count),
        ("checks", "Checks", of_release("checks"), None),
    )
    return [Tab(title, address, count, key == current) for key, title, address, count in tabs]


def _count(rows: QuerySet[Any]) -> Subquery:
    """Return a count as a subquery: joins would multiply one count with another.

    The function is named, since Django's own aggregate would group the rows, and so count each by itself.
    """
    number = Func("pk", function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().annotate(number=number).values("number"))
