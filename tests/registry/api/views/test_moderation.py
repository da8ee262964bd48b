from collections.abc import Callable

import pytest
from django.http import HttpResponse

from packformat.digest import Digest
from packformat.findings import Finding, Report
from registry.models import Submission, User
from registry.services.appeals import make_appeal
from registry.services.complaints import complain
from registry.services.questions import ask_question
from registry.services.report import save_report
from tests.support import registry
from tests.support.registry import published, submitted

Send = Callable[..., HttpResponse]
QUEUE = "/api/v1/moderation"


@pytest.fixture
def staff(db: None) -> User:
    return registry.user("staff", is_staff=True)


@pytest.fixture
def held(ada: User) -> Submission:
    submission = submitted(ada, "odd-pack")
    hold = Finding(rule="safety/odd", severity="hold", path="x.md", message="Odd words")
    save_report(submission, Report.of(Digest.parse(submission.upload_digest), "1", [hold]))
    Submission.objects.update(status="held")
    return submission


def test_what_is_held_is_listed_with_what_holds_it_and_decided(
    send: Send, held: Submission, staff: User
) -> None:
    listed = send(f"{QUEUE}/submissions", by=staff, scopes="admin").json()
    assert [(one["id"], one["report"]["findings"][0]["rule"]) for one in listed] == [
        (str(held.pk), "safety/odd")
    ]
    assert listed[0]["evidence"] == ""
    address = f"{QUEUE}/submissions/{held.pk}"
    wrong = send(address, "POST", {"answer": "maybe", "reason": "x"}, by=staff, scopes="admin")
    assert (wrong.json()["code"], "publish, refuse" in wrong.json()["detail"]) == ("E_FIELD", True)
    refused = {"answer": "refuse", "reason": "It says it is from a bank"}
    assert send(address, "POST", refused, by=staff, scopes="admin").status_code == 204
    held.refresh_from_db()
    assert (held.status, held.decisions.get().reason) == ("rejected", refused["reason"])


def test_reports_and_appeals_are_listed_until_they_are_answered(
    send: Send, held: Submission, ada: User, staff: User
) -> None:
    published(ada, "month-end")
    complaint = complain(actor=None, pack="month-end", reason="wrong", text="The rates are of last year")
    appeal = make_appeal(actor=ada, kind="submission", key=str(held.pk), words="It is not odd")
    reports = send(f"{QUEUE}/reports", by=staff, scopes="admin").json()
    assert [(one["id"], one["pack"], one["text"]) for one in reports] == [
        (complaint.pk, "month-end", "The rates are of last year")
    ]
    appeals = send(f"{QUEUE}/appeals", by=staff, scopes="admin").json()
    assert [(one["id"], one["author"], one["words"]) for one in appeals] == [
        (appeal.pk, "ada", "It is not odd")
    ]
    waiting = {"submissions": 1, "appeals": 1, "reports": 1}
    assert send(QUEUE, by=staff, scopes="admin").json() == waiting
    answers = {
        f"reports/{complaint.pk}": {"status": "upheld", "answer": "The publisher was told"},
        f"appeals/{appeal.pk}": {"status": "dismissed", "reason": "It is"},
    }
    for address, answer in answers.items():
        sent = send(f"{QUEUE}/{address}", "POST", answer, by=staff, scopes="admin")
        assert sent.status_code == 204, sent.content
    for queue in ("reports", "appeals"):
        assert send(f"{QUEUE}/{queue}", by=staff, scopes="admin").json() == []
    assert send(QUEUE, by=staff, scopes="admin").json() == {**waiting, "appeals": 0, "reports": 0}


def test_what_somebody_wrote_is_removed_and_what_is_not_there_is_not(
    send: Send, ada: User, staff: User
) -> None:
    published(ada, "month-end")
    asked = ask_question(actor=ada, pack="month-end", text="Buy my book?")
    address = f"{QUEUE}/question/{asked.pk}/removal"
    assert send(address, "POST", {"reason": "An advertisement"}, by=staff, scopes="admin").status_code == 204
    assert send("/api/v1/packs/month-end/questions").json() == []
    nothing = send(f"{QUEUE}/rumour/1/removal", "POST", {"reason": "x"}, by=staff, scopes="admin")
    assert (nothing.status_code, nothing.json()["code"]) == (404, "E_SAID_ABSENT")
