"""Counting downloads: one a network, version and day, and no address is kept.

What is kept for a day is a digest of the network and the archive under a key of that day, which tells that
one was counted already and nothing else.
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from registry.downloads import Noted
from registry.models import DownloadDay, DownloadSeen, Release

_MARK_LENGTH = 32


@transaction.atomic
def count_downloads(noted: Collection[Noted]) -> int:
    """Add what was noted to the counts of today, and return how much of it was new."""
    today = timezone.now().date()
    marks = {_mark(one, today): one for one in noted}
    known = set(DownloadSeen.objects.filter(mark__in=marks).values_list("mark", flat=True))
    new = {mark: one for mark, one in marks.items() if mark not in known}
    DownloadSeen.objects.bulk_create(
        # In one order by everybody, so that two processes never wait for each other in a circle.
        (DownloadSeen(day=today, mark=mark) for mark in sorted(new)),
        ignore_conflicts=True,
    )
    DownloadSeen.objects.filter(day__lt=today - timedelta(days=1)).delete()
    _add(Counter(f"sha256:{one.hex}" for one in new.values()), today)
    return len(new)


def _add(counts: Counter[str], today: date) -> None:
    """Add to the newest release that has the archive; two have it only where one pack has two names."""
    releases = dict(
        Release.objects.filter(archive_digest__in=counts).order_by("pk").values_list("archive_digest", "pk")
    )
    DownloadDay.objects.bulk_create(
        (DownloadDay(release_id=release, day=today) for release in releases.values()), ignore_conflicts=True
    )
    for digest, release in sorted(releases.items()):
        row = DownloadDay.objects.filter(release=release, day=today)
        row.update(count=F("count") + counts[digest])


def _mark(noted: Noted, today: date) -> str:
    key = f"{settings.SECRET_KEY}:downloads:{today.isoformat()}".encode()
    text = f"{noted.hex} {noted.network}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()[:_MARK_LENGTH]
