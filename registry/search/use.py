"""Recent use: how many networks fetched a pack in the last days."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Sum
from django.utils import timezone

from registry.models import DownloadDay, Pack

DAYS = 28
"""How long a download counts as recent."""


def recent_use(packs: Collection[int]) -> dict[int, int]:
    """Return the recent downloads of those of `packs` that have any."""
    rows = DownloadDay.objects.filter(release__pack__in=packs, day__gt=_start())
    return dict(rows.values_list("release__pack").annotate(Sum("count")))


def most_used(number: int) -> list[int]:
    """Return the packs that were fetched most in the last days, the most used first."""
    listed = {"release__pack__latest__isnull": False, "release__pack__visibility": Pack.Visibility.PUBLIC}
    rows = DownloadDay.objects.filter(day__gt=_start(), **listed)
    counted = rows.values("release__pack").annotate(uses=Sum("count")).order_by("-uses", "release__pack")
    return list(counted.values_list("release__pack", flat=True)[:number])


def _start() -> object:
    return timezone.now().date() - timedelta(days=DAYS)
