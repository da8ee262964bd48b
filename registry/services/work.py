"""Doing promised work. The worker thread and the Celery task both come here."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from registry.models import OutboxEntry
from registry.services.catalogue import refresh_catalogue
from registry.services.draft_reading import read_document
from registry.services.draft_sweep import forget_stored, forget_unused, promise_sweep, sweep_drafts
from registry.services.index import publish_index, publish_root
from registry.services.lease import LeaseHeldError
from registry.services.notices import deliver
from registry.services.outbox import claim_resend, due_entries, keep, put_off, put_off_after_failure
from registry.services.recaps import promise_recaps, send_recaps
from registry.services.renewal import promise_renewal, renew_index
from registry.services.validate import validate_submission
from registry.wake.current import wake

logger = logging.getLogger(__name__)


def run_entry(entry_id: int) -> None:
    """Do the work of one outbox entry; one that is gone was done by somebody else.

    Nothing is raised: work that fails is put off, and the log says why.
    """
    entry = OutboxEntry.objects.filter(pk=entry_id).first()
    if entry is None:
        return
    try:
        _WORK[entry.task](entry.subject)
    except LeaseHeldError as held:
        put_off(entry, held.until)
    except Exception:
        logger.exception("work failed", extra={"task": entry.task, "subject": entry.subject})
        put_off_after_failure(entry)
    else:
        keep(entry)


def run_due() -> int:
    """Do everything that is due, oldest first, and return how much that was."""
    _promise_rounds()
    entries = due_entries()
    for entry in entries:
        run_entry(entry.pk)
    return len(entries)


def sweep() -> int:
    """Wake workers again for work that was lost on its way, and return for how much."""
    _promise_rounds()
    until = timezone.now() + timedelta(seconds=settings.CTXPACK_LEASE_SECONDS)
    lost = [entry for entry in due_entries() if claim_resend(entry, until)]
    for entry in lost:
        wake(entry.pk)
    if lost:
        logger.info("work sent again", extra={"entries": len(lost)})
    return len(lost)


def _promise_rounds() -> None:
    """Promise what time alone makes necessary."""
    promise_renewal()
    promise_sweep()
    promise_recaps()


def _validate(subject: str) -> None:
    validate_submission(uuid.UUID(subject))


def _read_document(subject: str) -> None:
    read_document(int(subject))


def _write_index(subject: str) -> None:
    publish_index(subject)
    refresh_catalogue(subject)


def _write_root(_subject: str) -> None:
    publish_root()


def _renew(_subject: str) -> None:
    renew_index()


def _sweep_drafts(_subject: str) -> None:
    sweep_drafts()


def _send_recaps(_subject: str) -> None:
    send_recaps()


_WORK: dict[str, Callable[[str], None]] = {
    OutboxEntry.Task.VALIDATE_SUBMISSION: _validate,
    OutboxEntry.Task.WRITE_INDEX: _write_index,
    OutboxEntry.Task.WRITE_ROOT: _write_root,
    OutboxEntry.Task.RENEW_INDEX: _renew,
    OutboxEntry.Task.NOTIFY: deliver,
    OutboxEntry.Task.SWEEP_DRAFTS: _sweep_drafts,
    OutboxEntry.Task.FORGET_DRAFT: forget_stored,
    OutboxEntry.Task.READ_DOCUMENT: _read_document,
    OutboxEntry.Task.FORGET_UNUSED: forget_unused,
    OutboxEntry.Task.SEND_RECAPS: _send_recaps,
}
