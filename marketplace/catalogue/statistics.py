"""The statistics of a pack: downloads a day as a picture that the server draws, and the same as a table."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.text.page import render_page
from registry.models import DownloadDay, Pack
from registry.readers import reads_as_guest

DAYS = 28
WIDTH, HEIGHT = 672, 160
"""Of the picture, in its own units; it is as wide as its place."""


class Bar(NamedTuple):
    """One day of the picture."""

    day: date
    count: int
    x: int
    y: float
    width: int
    height: float


@require_safe
def statistics_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show how often a pack was fetched in the last days, each network once a day and version."""
    pack = shown_pack(request, name)
    if reads_as_guest(pack, request.user):
        message = "How often a private pack is fetched is its members' business"
        raise Http404(message)
    bars = bars_of(_counts(pack))
    versions = (
        DownloadDay.objects.filter(release__pack=pack)
        .values("release__version")
        .annotate(total=Sum("count"))
        .order_by("-total")[:10]
    )
    context = frame(pack, shown_release(pack), "statistics") | {
        "bars": bars,
        "total": sum(bar.count for bar in bars),
        "most": max(bar.count for bar in bars),
        "versions": versions,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render_page(request, "catalogue/statistics", context)


def bars_of(counts: Sequence[tuple[date, int]]) -> list[Bar]:
    """Return the bars, as high as their share of the highest one."""
    step = WIDTH // len(counts)
    most = max(1, *(count for _day, count in counts))
    heights = [round(count / most * HEIGHT, 1) for _day, count in counts]
    return [
        Bar(day, count, place * step, round(HEIGHT - height, 1), step - 4, height)
        for place, ((day, count), height) in enumerate(zip(counts, heights, strict=True))
    ]


def _counts(pack: Pack) -> list[tuple[date, int]]:
    today = timezone.now().date()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    rows = DownloadDay.objects.filter(release__pack=pack, day__gte=days[0]).values_list("day")
    found = dict(rows.annotate(Sum("count")))
    return [(day, found.get(day, 0)) for day in days]
