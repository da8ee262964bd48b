"""Names that a new pack must not be taken for."""

from collections.abc import Iterator

from django.db.models import Count, Sum

from packformat.findings import Finding
from packformat.lookalike import SAME_LOOK, lookalikes
from registry.models import DownloadDay, Pack, Publisher, Requirement

LOOKALIKE = "registry/lookalike-name"
FEWEST_DOWNLOADS = 50
FEWEST_DEPENDENTS = 3
"""From either on a pack is well used, and a slip of a finger beside its name is worth an attack."""
_MOST_COMPARED = 20_000
"""Packs whose names are compared, those changed last first."""


def lookalike_findings(name: str, publisher: Publisher) -> Iterator[Finding]:
    """Hold a new name that people would take for a pack of another publisher.

    A name drawn alike is held beside any pack, a slip or a neighbouring key beside a well-used one only.
    """
    others = Pack.objects.exclude(publisher=publisher).exclude(latest=None).order_by("-updated_at")
    found = lookalikes(name, others.values_list("name", flat=True)[:_MOST_COMPARED])
    used = _well_used([other for other, reason in found if reason != SAME_LOOK])
    for other, reason in found:
        if reason != SAME_LOOK and other not in used:
            continue
        yield Finding(
            rule=LOOKALIKE,
            severity="hold",
            path="pack.toml",
            message=f"The name `{name}` can be taken for `{other}` of another publisher: it {reason}",
            fix="choose a name that nobody mistakes, or wait for the decision",
        )


def _well_used(names: list[str]) -> set[str]:
    """Those of these packs that are fetched often, or that packs of several names require."""
    if not names:
        return set()
    fetched = (
        DownloadDay.objects.filter(release__pack__name__in=names)
        .values("release__pack__name")
        .annotate(total=Sum("count"))
        .filter(total__gte=FEWEST_DOWNLOADS)
    )
    wanted = (
        Requirement.objects.filter(name__in=names, release__pack__in=Pack.objects.all())
        .values("name")
        .order_by()
        .annotate(total=Count("release__pack", distinct=True))
        .filter(total__gte=FEWEST_DEPENDENTS)
    )
    return {row["release__pack__name"] for row in fetched} | {row["name"] for row in wanted}
