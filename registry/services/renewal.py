"""Signing the index anew before it expires.

The round that looks for work (`registry.services.work`) promises a renewal when it finds something due, so it
is done where all work is done: by the server's own thread, or by a Celery worker, which alone needs the key.
"""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.models import IndexDocument, OutboxEntry
from registry.services.index import RENEWED_AFTER, publish_document
from registry.services.outbox import promise

AT_ONCE = 100
"""Documents signed in one go; at a round every 15 seconds, a million in less than two days."""


def promise_renewal() -> None:
    """Promise to sign anew what is due for it, unless that is promised already."""
    if _due().exists() and not OutboxEntry.objects.filter(task=OutboxEntry.Task.RENEW_INDEX).exists():
        with transaction.atomic():
            promise(OutboxEntry.Task.RENEW_INDEX, "")


def renew_index() -> None:
    """Sign anew the oldest of what is due; what goes wrong with one document is raised after the others."""
    faults: list[Exception] = []
    for name in list(_due().order_by("signed_at").values_list("name", flat=True)[:AT_ONCE]):
        try:
            publish_document(name)
        except Exception as error:  # noqa: BLE001 - raised below, with those of the other documents
            faults.append(error)
    if faults:
        raise ExceptionGroup("documents could not be signed anew", faults)


def _due() -> QuerySet[IndexDocument]:
    """What `registry.services.index.is_due` says, as a query."""
    now = timezone.now()
    old, from_the_future = Q(signed_at__lte=now - RENEWED_AFTER), Q(signed_at__gte=now + RENEWED_AFTER)
    return IndexDocument.objects.filter(old | from_the_future)
