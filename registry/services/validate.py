"""Validating a submission: the work of a worker, from taking it up to what became of it."""

import logging
import uuid

from django.db import transaction
from django.utils import timezone

from packformat.findings import ACCEPTED, HELD, Report
from packformat.judgement import Judgement
from registry.models import Submission
from registry.services.audit import record_act
from registry.services.decide import is_approved
from registry.services.judge import judge
from registry.services.lease import held, work_on
from registry.services.notices import tell
from registry.services.publish import Publication, announce_release, publish_release
from registry.services.report import save_report
from registry.services.supersede import supersede_held

logger = logging.getLogger(__name__)


def validate_submission(submission_id: uuid.UUID) -> None:
    """Bring a submission to its end: published, held, rejected, or failed by our fault.

    It may be called any number of times, by any number of workers, and after any of them was killed.

    Raises:
        LeaseHeldError: Another worker is at it.
        Exception: What went wrong; the submission waits for its next attempt.
    """
    work_on(Submission, submission_id, _bring_to_end, give_up)


def give_up(submission: Submission) -> None:
    """Write that a submission failed by a fault of ours, in the transaction that has it locked."""
    submission.status = Submission.Status.FAILED
    submission.failure = "E_VALIDATION_FAILED"
    submission.claimed_until = None
    submission.finished_at = timezone.now()
    submission.save(update_fields=["status", "failure", "claimed_until", "finished_at"])
    record_act("submission.failed", f"submission:{submission.pk}", actor=None, tries=submission.tries)
    logger.error("submission failed", extra={"submission": str(submission.pk), "tries": submission.tries})


def _bring_to_end(submission: Submission) -> None:
    if submission.release is not None:
        # An earlier worker came as far as the release: what is left is to tell of it.
        announce_release(submission)
        return
    judgement = judge(submission)
    if judgement.built is not None and _may_be_published(submission, judgement.report):
        publish_release(Publication(submission, judgement.built, judgement.report))
    else:
        _turn_down(submission, judgement)


def _may_be_published(submission: Submission, report: Report) -> bool:
    """Whether the rules accept it, or a person approved each thing that holds it."""
    return report.verdict == ACCEPTED or (report.verdict == HELD and is_approved(submission, report))


@transaction.atomic
def _turn_down(submission: Submission, judgement: Judgement) -> None:
    """Write why a submission does not become a release, or not yet."""
    row = held(submission)
    save_report(row, judgement.report)
    row.status = Submission.Status.HELD if judgement.report.verdict == HELD else Submission.Status.REJECTED
    if judgement.built is not None:
        row.pack_name = str(judgement.built.manifest.name)
        row.version = str(judgement.built.manifest.version)
    row.claimed_until = None
    row.finished_at = timezone.now()
    row.save(update_fields=["status", "pack_name", "version", "claimed_until", "finished_at"])
    if row.status == Submission.Status.HELD and row.version:
        supersede_held(row)
    tell(row.status, row.pk)
    rules = sorted({finding.rule for finding in judgement.report.findings})
    record_act(f"submission.{row.status}", f"submission:{row.pk}", actor=None, rules=rules)
    logger.info("not released", extra={"submission": str(row.pk), "status": row.status, "rules": rules})
