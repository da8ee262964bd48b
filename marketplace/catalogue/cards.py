"""Cards: what the catalogue says of a pack in one glance."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from marketplace.wording.kinds import PROMPTS, KindCount, count_kinds
from registry.models import Component, Pack, PackFacet, ValidationReport
from registry.search.trust import REVIEWED, TRUST


class Checked(NamedTuple):
    """When the rules last judged a release, and which set of them it was."""

    at: datetime
    ruleset: str


class Card(NamedTuple):
    """A listed pack, the kinds of its latest release's components, and what was established about it."""

    pack: Pack
    kinds: list[KindCount]
    checked: Checked | None
    reviewed: bool

    @property
    def prompts_only(self) -> bool:
        """Whether it has texts for the agent, and nothing that remembers, decides, shows or proves."""
        return bool(self.kinds) and all(count.kind.name in PROMPTS for count in self.kinds)


def cards_of(packs: Sequence[Pack]) -> list[Card]:
    """Return a card for each of `packs`, in their order, with three queries for all of them."""
    releases = [pack.latest_id for pack in packs]
    kinds, checks, reviewed = _kinds(releases), last_checks(releases), _reviewed(packs)
    return [
        Card(pack, count_kinds(kinds[pack.latest_id]), checks.get(pack.latest_id), pack.pk in reviewed)
        for pack in packs
    ]


def last_checks(releases: Collection[int]) -> dict[int, Checked]:
    """Return for each of `releases` when its checks last ran."""
    reports = ValidationReport.objects.filter(submission__release__in=releases).order_by("created_at", "pk")
    rows = reports.values_list("submission__release", "created_at", "ruleset")
    return {release: Checked(at, ruleset) for release, at, ruleset in rows}


def _kinds(releases: Collection[int]) -> dict[int, dict[str, int]]:
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    rows = (
        Component.objects.filter(release__in=releases)
        .values_list("release", "kind")
        .annotate(number=Count("id"))
        .order_by()
    )
    for release, kind, number in rows:
        counts[release][kind] = number
    return counts


def _reviewed(packs: Sequence[Pack]) -> set[int]:
    marked = PackFacet.objects.filter(pack__in=packs, facet=TRUST, value=REVIEWED)
    return set(marked.values_list("pack", flat=True))
