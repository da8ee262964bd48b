"""Forgetting drafts and lessons whose time is over, and what the store holds that is of no draft any more.

The round that looks for work (`registry.services.work`) promises a sweep when it finds something due. Rows go
first. What is stored for a draft goes a day after its row was seen to be gone: no opening of a folder, which
stores the files before the draft can be seen, takes that long, and an id is never used again. What belongs to
no row of a draft that is there goes a day after a document was brought to it, or at once where a document was
taken out: everything is stored under the draft's lock.
"""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from packformat.digest import Digest
from registry.models import Draft, LessonAnswer, OutboxEntry
from registry.services.draft_originals import keys_of
from registry.services.outbox import promise, promise_later
from registry.storage.current import current_store
from registry.storage.keys import DRAFTS, draft_folder, draft_key

KEPT = timedelta(days=62)
"""Two of the longest months. Who works by the month comes back to what they began at the next month's end,
or, having missed one, at the one after. Whoever has signed in loses no draft that they did not take away."""
WARNED = timedelta(days=14)
"""How long before its end a draft's pages say so where nobody can miss it."""
_LATER = timedelta(days=1)


def kept_until(draft: Draft) -> datetime | None:
    """When a draft is forgotten unless somebody writes it, signs in or brings it back; None for never."""
    since = draft.deleted_at or (None if draft.owner_id else draft.saved_at)
    return since and since + KEPT


def promise_sweep() -> None:
    """Promise a sweep when the time of a draft or a lesson is over, unless that is promised already."""
    is_due = _over().exists() or _lessons_over().exists()
    if is_due and not OutboxEntry.objects.filter(task=OutboxEntry.Task.SWEEP_DRAFTS).exists():
        with transaction.atomic():
            promise(OutboxEntry.Task.SWEEP_DRAFTS, "")


def sweep_drafts() -> None:
    """Forget every draft and lesson whose time is over, and promise that what is stored follows."""
    with transaction.atomic():
        over = list(_over().select_for_update().values_list("pk", flat=True))
        Draft.objects.filter(pk__in=over).delete()
        _lessons_over().delete()
    stored = {key.split("/")[1] for key in current_store().keys(f"{DRAFTS}/")}
    there = {str(pk) for pk in Draft.objects.values_list("pk", flat=True)}
    promised = OutboxEntry.objects.filter(task=OutboxEntry.Task.FORGET_DRAFT).values_list(
        "subject", flat=True
    )
    for draft_id in sorted(stored - there - set(promised)):
        promise_later(OutboxEntry.Task.FORGET_DRAFT, draft_id, _LATER)


def forget_stored(draft_id: str) -> None:
    """Remove what the store holds for a draft that is no more."""
    store = current_store()
    if not Draft.objects.filter(pk=uuid.UUID(draft_id)).exists():
        for key in list(store.keys(f"{draft_folder(draft_id)}/")):
            store.delete(key)


def promise_tidying(draft_id: uuid.UUID) -> None:
    """Promise, before anything is stored, that what no row knows in the end is removed a day later.

    So bytes are found again whose row was never written because the process was killed between the two.
    """
    task, soon = OutboxEntry.Task.FORGET_UNUSED, timezone.now() + _LATER / 2
    if not OutboxEntry.objects.filter(task=task, subject=str(draft_id), due_at__gt=soon).exists():
        promise_later(task, str(draft_id), _LATER)


@transaction.atomic
def forget_unused(draft_id: str) -> None:
    """Remove what the store holds for a draft and none of its files and documents is."""
    draft = Draft.objects.select_for_update().filter(pk=uuid.UUID(draft_id)).first()
    if draft is None:
        return
    used = {draft_key(draft.pk, Digest.parse(row.digest)) for row in draft.files.all()}
    for document in draft.documents.all():
        used.update(keys_of(document))
    store = current_store()
    for key in set(store.keys(f"{draft_folder(draft.pk)}/")) - used:
        store.delete(key)


def _over() -> QuerySet[Draft]:
    end = timezone.now() - KEPT
    return Draft.objects.filter(Q(owner__isnull=True, saved_at__lt=end) | Q(deleted_at__lt=end))


def _lessons_over() -> QuerySet[LessonAnswer]:
    """Every answer of a browser in which none was saved for so long: a lesson is kept as a whole."""
    of_nobody = LessonAnswer.objects.filter(owner__isnull=True)
    end = timezone.now() - KEPT
    kept = of_nobody.filter(saved_at__gte=end).values("visitor")
    return of_nobody.filter(saved_at__lt=end).exclude(visitor__in=kept)
