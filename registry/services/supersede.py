"""Superseding: what was not published gives way to what its owner made of it, and waits for nobody any more.

Its report and what people decided and said about it stay where they are.
"""

import uuid

from django.utils import timezone

from registry.models import Submission, User, ValidationReport
from registry.services.audit import record_act

TURNED_DOWN = (Submission.Status.REJECTED, Submission.Status.HELD)
"""What a person or the rules said no to, or not yet."""
_GIVING_WAY = (*TURNED_DOWN, Submission.Status.QUEUED, Submission.Status.VALIDATING)


def supersede(*, actor: User, earlier: uuid.UUID, later: Submission) -> None:
    """Let `earlier` give way to `later`, in the transaction that takes that in.

    A worker who is at it loses its lease. What has a release already, or gave way to another, stays as it
    is, and so does what is another publisher's.
    """
    row = Submission.objects.select_for_update().get(pk=earlier)
    stands = later.status != Submission.Status.SUPERSEDED and row.publisher_id == later.publisher_id
    if row.pk == later.pk or row.status not in _GIVING_WAY or row.release_id is not None or not stands:
        return
    was = row.status
    row.status, row.superseded_by = Submission.Status.SUPERSEDED, later
    row.claimed_until, row.finished_at = None, row.finished_at or timezone.now()
    row.save(update_fields=["status", "superseded_by", "claimed_until", "finished_at"])
    record_act("submission.supersede", f"submission:{row.pk}", actor=actor, by=str(later.pk), was=was)


def supersede_held(later: Submission) -> None:
    """Let what is held of the same version give way, in the transaction in which `later` came as far.

    A published one takes the version from all others; one that is held itself, the place of those before it.
    """
    rows = Submission.objects.filter(
        publisher=later.publisher_id,
        pack_name=later.pack_name,
        version=later.version,
        status=Submission.Status.HELD,
    )
    if later.status == Submission.Status.HELD:
        rows = rows.filter(received_at__lt=later.received_at)
    for earlier in rows.exclude(pk=later.pk).values_list("pk", flat=True):
        supersede(actor=later.submitter, earlier=earlier, later=later)


def standing_for(submission: Submission) -> Submission:
    """What stands in the place of a submission now: itself, or the last one that it gave way to."""
    while submission.superseded_by is not None:
        submission = submission.superseded_by
    return submission


def take_back(row: Submission) -> None:
    """Let a superseded submission, a locked row, stand again as it did before it gave way."""
    held = row.report.verdict == ValidationReport.Verdict.HELD
    row.status = Submission.Status.HELD if held else Submission.Status.REJECTED
    row.superseded_by = None
    row.save(update_fields=["status", "superseded_by"])
