"""Deciding on what the rules held: a person of the registry's staff publishes it or turns it down.

An approval is of the holds that the person saw. The submission is judged once more by whatever rules there
are then; a hold that nobody approved keeps it where it was.
"""

import logging
import uuid
from collections.abc import Iterable

from django.db import transaction

from packformat.findings import Report
from registry.errors import ERRORS
from registry.models import Decision, Finding, OutboxEntry, Submission, User
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.outbox import promise
from registry.services.permissions import require_impartial, require_staff
from registry.services.texts import clean_line

logger = logging.getLogger(__name__)

LONGEST_REASON = Decision._meta.get_field("reason").max_length


@transaction.atomic
def approve_submission(*, actor: User, submission: uuid.UUID, reason: str) -> Submission:
    """Let a held submission be published; it is validated again and published if nothing new holds it.

    Raises:
        UsageError: E_FIELD, the reason is empty or too long.
        NotFoundError: E_SUBMISSION_ABSENT.
        ConflictError: E_NOT_HELD.
        PermissionDeniedError: E_NOT_STAFF or E_OWN_MATTER.
    """
    held = _decide(actor, submission, Decision.Answer.APPROVED, reason)
    held.status, held.tries, held.finished_at = Submission.Status.QUEUED, 0, None
    held.save(update_fields=["status", "tries", "finished_at"])
    promise(OutboxEntry.Task.VALIDATE_SUBMISSION, str(held.pk))
    return held


@transaction.atomic
def refuse_submission(*, actor: User, submission: uuid.UUID, reason: str) -> Submission:
    """Turn a held submission down, for good: the same bytes sent again get the same answer.

    Raises what `approve_submission` raises.
    """
    held = _decide(actor, submission, Decision.Answer.REFUSED, reason)
    held.status = Submission.Status.REJECTED
    held.save(update_fields=["status"])
    return held


def last_decision(submission: Submission) -> Decision | None:
    """What a person said last about a submission, if anybody did."""
    return next(iter(submission.decisions.all()), None)


def is_approved(submission: Submission, report: Report) -> bool:
    """Whether a person has approved every hold of a report."""
    decision = last_decision(submission)
    if decision is None or decision.answer != Decision.Answer.APPROVED:
        return False
    return all(hold in decision.holds for hold in _holds(report.findings))


def _decide(actor: User, submission_id: uuid.UUID, answer: Decision.Answer, reason: str) -> Submission:
    require_staff(actor)
    submission = Submission.objects.select_for_update().filter(pk=submission_id).first()
    if submission is None:
        raise ERRORS.error("E_SUBMISSION_ABSENT", submission=submission_id)
    require_impartial(actor, submission.publisher, submission.submitter)
    if submission.status != Submission.Status.HELD:
        raise ERRORS.error("E_NOT_HELD", submission=submission_id, status=submission.status)
    reason = clean_line("reason", reason, LONGEST_REASON, wanted="say why, in words for the submitter")
    holds = _holds(submission.report.findings.all())
    decision = Decision.objects.create(
        submission=submission, answer=answer, reason=reason, holds=holds, decided_by=actor
    )
    tell("decision", decision.pk)
    record_act(f"submission.{answer}", f"submission:{submission.pk}", actor=actor, reason=reason, holds=holds)
    logger.info("decided", extra={"submission": str(submission.pk), "answer": answer, "user": actor.pk})
    return submission


def _holds(findings: Iterable[Finding]) -> list[list[str | int]]:
    """What tells one hold from another, as JSON gives it back; findings are of a report or its rows."""
    return [
        [finding.rule, finding.path, finding.line, finding.message]
        for finding in findings
        if finding.severity == Finding.Severity.HOLD
    ]
