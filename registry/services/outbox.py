"""Promising work, and keeping promises."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from registry.models import OutboxEntry
from registry.wake.current import first_look_seconds, wake

_LONGEST_DELAY = 600
"""Seconds between two tries of work that keeps failing: a mail server can be away for days."""
_ROUND = 100
"""Entries looked at in one go."""


def promise(task: OutboxEntry.Task, subject: str) -> None:
    """Promise work in the transaction that makes it necessary, and wake a worker once that is committed."""
    due_at = timezone.now() + timedelta(seconds=first_look_seconds())
    entry = OutboxEntry.objects.create(task=task, subject=subject, due_at=due_at)
    transaction.on_commit(partial(wake, entry.pk), robust=True)


def promise_later(task: OutboxEntry.Task, subject: str, after: timedelta) -> None:
    """Promise work that is due only `after` so long; the round that looks for work comes upon it then."""
    OutboxEntry.objects.create(task=task, subject=subject, due_at=timezone.now() + after)


def due_entries() -> list[OutboxEntry]:
    """Return the work that nobody has done although it is due, oldest first."""
    return list(OutboxEntry.objects.filter(due_at__lte=timezone.now()).order_by("pk")[:_ROUND])


def keep(entry: OutboxEntry) -> None:
    """Forget a promise whose work is done."""
    OutboxEntry.objects.filter(pk=entry.pk).delete()


def put_off(entry: OutboxEntry, until: datetime) -> None:
    """Come back to the work at `until`."""
    OutboxEntry.objects.filter(pk=entry.pk).update(due_at=until)


def put_off_after_failure(entry: OutboxEntry) -> None:
    """Come back to work that failed, each time after twice as long."""
    # Compared as numbers: so many seconds are soon more than a `timedelta` can hold.
    delay = timedelta(seconds=min(2**entry.failures, _LONGEST_DELAY))
    OutboxEntry.objects.filter(pk=entry.pk).update(due_at=timezone.now() + delay, failures=F("failures") + 1)


def claim_resend(entry: OutboxEntry, until: datetime) -> bool:
    """Return whether it is for this process to wake a worker for `entry`; several may sweep at once."""
    return OutboxEntry.objects.filter(pk=entry.pk, due_at=entry.due_at).update(due_at=until) == 1
