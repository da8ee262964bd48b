"""The page of a pack, and the same page for one of its older versions."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.about import about
from marketplace.catalogue.dependents import dependents_of
from marketplace.catalogue.pairs import paired
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.catalogue.standards import standards_of
from marketplace.catalogue.targets import agents_shown
from marketplace.catalogue.variants import VARIANTS_SHOWN, variants_of
from marketplace.text.page import render_page
from marketplace.wording.kinds import Kind, in_order, kind_named
from marketplace.wording.powers import powers_in_words
from marketplace.wording.results import ToldResult, told_result
from packformat.badge import EXAMPLES
from packformat.licences import lets_change
from registry.client_wheel import client_wheel
from registry.models import Advisory, Component, Pack, Release, Requirement
from registry.readers import Reader, reads_as_guest, visible_packs
from registry.services.variants import newer_than, original_seen

DEPENDENTS_SHOWN = 8
RESULTS_SHOWN = 3
"""Signed results that the page shows: those of people outside the publisher first, then the newest."""


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
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    facts = about(release)
    components = list(release.components.order_by("kind", "name"))
    standards = standards_of(release, components)
    case_count = sum(part.kind == "eval" for part in components)
    original = original_seen(release, request.user)
    is_guest = reads_as_guest(pack, request.user)
    head = frame(pack, release, "overview")
    # Other clients send no token, and cannot ask before they take what a severe advisory warns of.
    is_offered = not pack.is_private and not any(
        one.severity in Advisory.SEVERE for one in head["advisories"]
    )
    context = head | {
        "about": facts,
        "expired": facts.expired(timezone.now().date()),
        "powers": powers_in_words(release.powers),
        "groups": _by_kind(components),
        "standards": standards,
        "examples": paired(standards.examples),
        "earned": release.badges.get(EXAMPLES),
        "dependencies": _dependencies(release, request.user),
        "dependents": dependents_of(pack)[:DEPENDENTS_SHOWN] if pack.dependent_count else (),
        "is_guest": is_guest,
        "may_be_changed": lets_change(release.licence) and not is_guest,
        "original": original,
        "newer_original": newer_than(original) if original and head["is_latest"] else None,
        "variants": variants_of(pack)[:VARIANTS_SHOWN] if pack.variant_count else (),
        "follows": request.user.is_authenticated and request.user.subscriptions.filter(pack=pack).exists(),
        "registry_url": settings.CTXPACK_PUBLIC_URL,
        "client": client_wheel(),
        "catalogue_url": _catalogue_url(pack) if is_offered else "",
        "agents": agents_shown(components, release.powers),
        "has_evals": case_count > 0,
        "case_count": case_count,
        "results": _results_of(release) if case_count else (),
        "has_single_skills": is_offered and any(part.archive_digest for part in components),
    }
    return render_page(request, "catalogue/pack", context)


def _catalogue_url(pack: Pack) -> str:
    """Return where Claude Code finds the pack; nowhere without HTTPS, which it demands of archives."""
    if not settings.CTXPACK_PUBLIC_URL.startswith("https://"):
        return ""
    return settings.CTXPACK_PUBLIC_URL + reverse("pack-catalogue-document", args=[pack.name])


def _results_of(release: Release) -> list[ToldResult]:
    found = release.attestations.shown().select_related("sender").defer("document")
    return [told_result(row) for row in found.order_by("by_publisher", "-sent_at", "-pk")[:RESULTS_SHOWN]]


def _by_kind(components: Sequence[Component]) -> list[ComponentGroup]:
    groups = {kind: list(members) for kind, members in groupby(components, key=lambda item: item.kind)}
    return [ComponentGroup(kind_named(kind), groups[kind]) for kind in in_order(groups)]


def _dependencies(release: Release, reader: Reader) -> list[Dependency]:
    requirements = list(release.requirements.all())
    names = [requirement.name for requirement in requirements]
    found = visible_packs(reader).filter(name__in=names, latest__isnull=False)
    listed = set(found.values_list("name", flat=True))
    return [Dependency(requirement, requirement.name in listed) for requirement in requirements]
