"""The page that follows a submission until it is decided."""

import re
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from marketplace.account.signed_in import signed_in
from marketplace.contribute.mending import Mender
from marketplace.wording.submissions import group_findings, standing_of
from registry.models import ValidationReport
from registry.readers import visible_submissions
from registry.services.decide import last_decision
from registry.services.draft_access import drafts_of
from registry.services.mend import is_made_from_answers, mend_submission
from registry.services.supersede import TURNED_DOWN

_POSITION = re.compile("[0-9]{1,9}")


@never_cache
@require_safe
@signed_in
@vary_on_headers("HX-Request")
def submission_page(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """Show where a submission stands; the page asks again by itself while that may change."""
    related = ("publisher", "release__pack", "appeal", "superseded_by")
    rows = visible_submissions(request.user).select_related(*related)
    submission = get_object_or_404(rows.annotate(from_answers=is_made_from_answers()), pk=submission_id)
    is_own = submission.publisher.memberships.filter(user=request.user).exists()
    report = ValidationReport.objects.filter(submission=submission).first()
    decision = last_decision(submission)
    draft = drafts_of(request.user).filter(submission=submission).first()
    findings = list(report.findings.all()) if report else []
    may_mend = is_own and not submission.from_answers and submission.status in TURNED_DOWN
    context = {
        "submission": submission,
        "decision": decision,
        "standing": standing_of(submission, decision),
        "report": report,
        "groups": group_findings(findings),
        "mendable": sum(finding.edit is not None for finding in findings) if may_mend else 0,
        "draft": draft,
        "mender": Mender(draft) if draft else None,
        "may_appeal": is_own and submission.status in TURNED_DOWN,
        "appealed": is_own and hasattr(submission, "appeal"),
        "section": "publish",
    }
    template = "contribute/status.html" if request.htmx else "contribute/submission.html"
    return render(request, template, context)


@require_POST
@signed_in
def mend(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """Make the change that one finding offers, or all, and follow the submission that comes of it."""
    mended = mend_submission(
        actor=request.user, submission_id=submission_id, positions=_positions(request.POST.get("finding"))
    )
    return redirect("submission-page", mended.pk)


def _positions(chosen: str | None) -> list[int] | None:
    """The place of the one finding that was chosen; None for all of them, none for what is no place."""
    if chosen is None:
        return None
    return [int(chosen)] if _POSITION.fullmatch(chosen) else []
