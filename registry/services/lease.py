"""Leases: one worker at a time holds a submission, and a dead one does not hold it for ever."""

import logging
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from registry.models import Submission
from registry.services.audit import record_act

logger = logging.getLogger(__name__)

MOST_TRIES = 5
"""Tries after which a submission has failed: each was ended by a fault of ours, or killed its worker."""


class LeaseHeldError(Exception):
    """Another worker holds the submission until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"held until {until}")
        self.until = until


class LeaseLostError(Exception):
    """The lease ran out, and another worker has taken the submission or finished it."""


@transaction.atomic
def take_lease(submission_id: uuid.UUID) -> Submission | None:
    """Take a submission that waits, or whose worker is late; None when nothing is to be done.

    Raises:
        LeaseHeldError: A worker is at it.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    now = timezone.now()
    if submission.is_final:
        return None
    if submission.claimed_until is not None and submission.claimed_until > now:
        raise LeaseHeldError(submission.claimed_until)
    if submission.tries >= MOST_TRIES:
        _fail(submission)
        return None
    submission.status = Submission.Status.VALIDATING
    submission.attempt += 1
    submission.tries += 1
    submission.claimed_until = now + timedelta(seconds=settings.CTXPACK_LEASE_SECONDS)
    submission.save(update_fields=["status", "attempt", "tries", "claimed_until"])
    return submission


def held(submission: Submission) -> Submission:
    """Return the submission's row, locked for this transaction, if the lease that was taken is still ours.

    Raises:
        LeaseLostError: It is not.
    """
    row = (
        Submission.objects.select_for_update()
        .filter(pk=submission.pk, attempt=submission.attempt, status=Submission.Status.VALIDATING)
        .first()
    )
    if row is None:
        raise LeaseLostError
    return row


def give_back(submission: Submission) -> None:
    """Let the next worker take the submission at once; nothing happens if the lease is no longer ours."""
    Submission.objects.filter(
        pk=submission.pk, attempt=submission.attempt, status=Submission.Status.VALIDATING
    ).update(status=Submission.Status.QUEUED, claimed_until=None)


def _fail(submission: Submission) -> None:
    submission.status = Submission.Status.FAILED
    submission.failure = "E_VALIDATION_FAILED"
    submission.claimed_until = None
    submission.finished_at = timezone.now()
    submission.save(update_fields=["status", "failure", "claimed_until", "finished_at"])
    record_act("submission.failed", f"submission:{submission.pk}", actor=None, tries=submission.tries)
    logger.error("submission failed", extra={"submission": str(submission.pk), "tries": submission.tries})
