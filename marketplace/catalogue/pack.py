"""The page of a pack, and the same page for one of its older versions."""

from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.about import about
from marketplace.wording.kinds import Kind, in_order, kind_named
from marketplace.wording.powers import powers_in_words
from registry.models import Component, Pack, Release, Requirement

DEPENDENTS_SHOWN = 12


class Dependency(NamedTuple):
    """A pack that a release needs, and whether this catalogue has it."""

    requirement: Requirement
    listed: bool


class ComponentGroup(NamedTuple):
    """The components of one kind."""

    kind: Kind
    components: list[Component]


@require_safe
def pack_page(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """Show a pack as its latest release has it, or as `version` had it."""
    pack = get_object_or_404(Pack.objects.select_related("publisher", "latest"), name=name)
    release = _release_of(pack, version)
    dependents = _dependents(pack)
    facts = about(release)
    context = {
        "pack": pack,
        "release": release,
        "tab": "overview",
        "is_latest": release.pk == pack.latest_id,
        "about": facts,
        "expired": facts.expired(timezone.now().date()),
        "powers": powers_in_words(release.powers),
        "groups": _components_by_kind(release),
        "dependencies": _dependencies(release),
        "dependents": dependents[:DEPENDENTS_SHOWN],
        "dependent_count": dependents.count(),
        "version_count": pack.releases.count(),
        "registry_url": settings.CTXPACK_PUBLIC_URL,
        "catalogue_url": _catalogue_url(pack),
        "section": "catalogue",
    }
    return render(request, "catalogue/pack.html", context)


def _catalogue_url(pack: Pack) -> str:
    """Return where Claude Code finds the pack; nowhere without HTTPS, which it demands of archives."""
    if not settings.CTXPACK_PUBLIC_URL.startswith("https://"):
        return ""
    return settings.CTXPACK_PUBLIC_URL + reverse("pack-catalogue-document", args=[pack.name])


def _release_of(pack: Pack, version: str) -> Release:
    """Return the release to show: the one asked for, else the latest, else the newest of a withdrawn pack."""
    if version:
        return get_object_or_404(pack.releases, version=version)
    release = pack.latest or pack.releases.order_by("-sort_key").first()
    if release is None:
        message = "Nothing of this name has been published"
        raise Http404(message)
    return release


def _components_by_kind(release: Release) -> list[ComponentGroup]:
    components = release.components.order_by("kind", "name")
    groups = {kind: list(members) for kind, members in groupby(components, key=lambda item: item.kind)}
    return [ComponentGroup(kind_named(kind), groups[kind]) for kind in in_order(groups)]


def _dependencies(release: Release) -> list[Dependency]:
    requirements = list(release.requirements.all())
    names = [requirement.name for requirement in requirements]
    listed = set(Pack.objects.filter(name__in=names, latest__isnull=False).values_list("name", flat=True))
    return [Dependency(requirement, requirement.name in listed) for requirement in requirements]


def _dependents(pack: Pack) -> QuerySet[Pack]:
    """Return the packs whose latest release needs `pack`."""
    return Pack.objects.filter(latest__requirements__name=pack.name).order_by("name")
