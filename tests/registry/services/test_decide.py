import uuid

import pytest

from packformat.errors import ConflictError, CtxpackError, NotFoundError, PermissionDeniedError
from packformat.findings import Finding
from registry.models import AuditEntry, Decision, Release, Submission, User
from registry.services.decide import approve_submission, is_approved, refuse_submission
from registry.services.judge import judge
from registry.services.report import save_report
from registry.services.submit import submit_archive
from registry.services.work import run_due
from tests.support.registry import pack_zip, submitted, user

HOLD = Finding(rule="a/hold", severity="hold", path="pack.toml", message="A person decides", line=1)


@pytest.fixture
def staff(db: None) -> User:
    return user("warden", is_staff=True)


@pytest.fixture
def held(ada: User) -> Submission:
    """A submission that was held for one thing that today's rules do not hold any more."""
    submission = submitted(ada)
    save_report(submission, judge(submission).report.with_findings([HOLD]))
    submission.status = Submission.Status.HELD
    submission.save()
    return submission


def test_an_approved_submission_is_validated_again_and_published(held: Submission, staff: User) -> None:
    approve_submission(actor=staff, submission=held.pk, reason="It is  fine")
    held.refresh_from_db()
    assert held.status == "queued"
    run_due()
    held.refresh_from_db()
    assert held.status == "published"
    assert held.decisions.get().reason == "It is fine"


def test_an_approval_is_of_the_holds_that_were_seen(held: Submission, staff: User) -> None:
    report = judge(held).report
    assert not is_approved(held, report.with_findings([HOLD]))
    approve_submission(actor=staff, submission=held.pk, reason="fine")
    held = Submission.objects.get()
    assert is_approved(held, report.with_findings([HOLD]))
    other = Finding(rule="a/hold", severity="hold", path="pack.toml", message="Something else", line=1)
    assert not is_approved(held, report.with_findings([HOLD, other]))


def test_a_refused_submission_stays_refused_whatever_is_sent_again(
    held: Submission, ada: User, staff: User
) -> None:
    refuse_submission(actor=staff, submission=held.pk, reason="It says it is from a bank")
    again = submit_archive(actor=ada, archive=pack_zip())
    assert (again.pk, again.status) == (held.pk, "rejected")
    assert not is_approved(again, judge(held).report)
    held.report.ruleset = "older"
    held.report.save()
    assert submit_archive(actor=ada, archive=pack_zip()).status == "rejected"
    assert not Release.objects.exists()


def test_who_decided_what_and_why_is_written_down(held: Submission, staff: User) -> None:
    refuse_submission(actor=staff, submission=held.pk, reason="no")
    entry = AuditEntry.objects.get(action="submission.refused")
    assert (entry.actor, entry.data["reason"], entry.data["holds"][0][0]) == (staff, "no", "a/hold")


def test_only_staff_decides(held: Submission, ada: User) -> None:
    for decide in (approve_submission, refuse_submission):
        with pytest.raises(PermissionDeniedError) as caught:
            decide(actor=ada, submission=held.pk, reason="I am sure")
        assert caught.value.code == "E_NOT_STAFF"
    assert not Decision.objects.exists()


def test_only_what_is_held_is_decided(held: Submission, staff: User) -> None:
    approve_submission(actor=staff, submission=held.pk, reason="fine")
    with pytest.raises(ConflictError) as caught:
        refuse_submission(actor=staff, submission=held.pk, reason="no")
    assert caught.value.code == "E_NOT_HELD"
    with pytest.raises(NotFoundError) as absent:
        refuse_submission(actor=staff, submission=uuid.uuid4(), reason="no")
    assert absent.value.code == "E_SUBMISSION_ABSENT"


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501], ids=len)
def test_a_decision_has_a_reason_that_can_be_read(held: Submission, staff: User, reason: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        approve_submission(actor=staff, submission=held.pk, reason=reason)
    assert caught.value.code == "E_FIELD"
