"""The queue of the staff: submissions that the rules hold, and complaints. Every answer is audited."""

import uuid
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.signed_in import staff_only
from registry.models import Appeal, AuditEntry, Complaint, Finding, Submission
from registry.services.appeals import answer_appeal, publisher_concerned, reason_against
from registry.services.complaints import answer_complaint
from registry.services.decide import approve_submission, refuse_submission
from registry.services.removals import pack_of, remove_said
from registry.services.waiting import count_waiting, held_submissions, open_appeals, open_complaints

SHOWN = 30
"""Of each kind, the oldest; the next ones come up as these are answered."""

_DECISIONS = (
    *("submission.approved", "submission.refused", "complaint.upheld", "complaint.dismissed"),
    *("appeal.upheld", "appeal.dismissed", "review.remove", "question.remove", "answer.remove"),
    *("attestation.hide", "attestation.unhide"),
    *("advisory.publish", "advisory.change", "advisory.withdraw"),
)

_TAKEN_OUT = Q(action="submission.supersede", data__was=Submission.Status.HELD)
"""What left the queue because its owner changed it."""

_SUBJECTS = (
    *(
        "author",
        "submission__publisher",
        "submission__report",
        "submission__superseded_by",
        "release__pack__publisher",
    ),
    *("review__pack__publisher", "review__release", "question__pack__publisher"),
    "answer__question__pack__publisher",
)


class Held(NamedTuple):
    """A submission that is held, what holds it, and whether somebody else of the staff decides."""

    submission: Submission
    holds: list[Finding]
    own: bool


class Contested(NamedTuple):
    """An appeal, the reason of the decision that it is against, and whether somebody else answers it."""

    appeal: Appeal
    reason: str
    own: bool


class Reported(NamedTuple):
    """A report on a pack, and whether somebody else answers it."""

    complaint: Complaint
    own: bool


@never_cache
@require_safe
@staff_only
def moderation_queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, the oldest first, and what was decided last."""
    held = held_submissions().select_related("publisher", "report").prefetch_related("report__findings")
    complaints = open_complaints().select_related("pack", "author")
    mine = set(request.user.memberships.values_list("publisher_id", flat=True))

    def is_own(publisher: int, author: int | None) -> bool:
        return publisher in mine or author == request.user.pk

    appeals = open_appeals().select_related(*_SUBJECTS)
    appeals = appeals.prefetch_related("submission__report__findings", "submission__decisions")
    decided = AuditEntry.objects.filter(Q(action__in=_DECISIONS) | _TAKEN_OUT)
    context = {
        "waiting": count_waiting(),
        "shown": SHOWN,
        "held": [Held(one, _holds(one), is_own(one.publisher_id, one.submitter_id)) for one in held[:SHOWN]],
        "complaints": [
            Reported(one, is_own(one.pack.publisher_id, one.author_id)) for one in complaints[:SHOWN]
        ],
        "appeals": [
            Contested(
                one, reason_against(one.subject), is_own(publisher_concerned(one.subject).pk, one.author_id)
            )
            for one in appeals[:SHOWN]
        ],
        "decided": decided.select_related("actor").order_by("-at", "-pk")[:SHOWN],
        "section": "moderation",
    }
    return render(request, "moderation/queue.html", context)


@require_POST
@staff_only
def submission_decide(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """Publish a held submission, or turn it down; the reason is shown to whoever sent it."""
    decide = approve_submission if request.POST.get("answer") == "publish" else refuse_submission
    decide(actor=request.user, submission=submission_id, **_sent(request, "reason"))
    return redirect("moderation-queue")


@require_POST
@staff_only
def complaint_answer(request: HttpRequest, complaint_id: int) -> HttpResponse:
    """Uphold or dismiss a complaint."""
    answer_complaint(actor=request.user, complaint=complaint_id, **_sent(request, "status", "answer"))
    return redirect("moderation-queue")


@require_POST
@staff_only
def appeal_answer(request: HttpRequest, appeal_id: int) -> HttpResponse:
    """Uphold or dismiss an appeal."""
    answer_appeal(actor=request.user, appeal=appeal_id, **_sent(request, "status", "reason"))
    return redirect("moderation-queue")


@require_POST
@staff_only
def said_remove(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Take a review, question or answer out of sight."""
    said = remove_said(actor=request.user, kind=kind, number=number, **_sent(request, "reason"))
    return redirect("pack-reviews" if kind == "review" else "pack-questions", pack_of(said).name)


def _sent(request: HttpRequest, *fields: str) -> dict[str, str]:
    """What a form of the staff sent; the services say what is missing."""
    return {field: request.POST.get(field, "") for field in fields}


def _holds(submission: Submission) -> list[Finding]:
    findings = submission.report.findings.all()
    return [finding for finding in findings if finding.severity == Finding.Severity.HOLD]
