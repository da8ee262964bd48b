import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.moderation.queue import SHOWN
from packformat.digest import Digest
from packformat.findings import Finding, Report
from registry.models import AuditEntry, Complaint, Submission, User
from registry.services.complaints import complain
from registry.services.report import save_report
from registry.services.supersede import supersede
from tests.support.registry import published, submitted
from tests.support.registry import user as make_user
from tests.support.xss import VECTORS, page_dangers


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    client.force_login(make_user("staff", is_staff=True))
    return client


def held(actor: User, name: str) -> Submission:
    """A submission as a rule that holds leaves it."""
    submission = submitted(actor, name)
    hold = Finding(rule="safety/odd", severity="hold", path="x.md", message="Odd words")
    save_report(submission, Report.of(Digest.parse(submission.upload_digest), "1", [hold]))
    submission.status, submission.pack_name, submission.version = "held", name, "1.0.0"
    submission.save()
    return submission


def test_what_is_held_is_shown_with_its_reason_and_decided_with_another(staff: Client, ada: User) -> None:
    submission = held(ada, "month-end")
    html = staff.get("/moderation").content.decode()
    for words in ("month-end 1.0.0", "Odd words", "safety/odd", "Held submissions (1)"):
        assert words in html
    address = f"/moderation/submissions/{submission.pk}"
    assert staff.post(address, {"answer": "refuse", "reason": ""}).status_code == 400
    assert staff.post(address, {"answer": "refuse", "reason": "Not yours"})["Location"] == "/moderation"
    submission.refresh_from_db()
    assert submission.status == "rejected"
    assert "submission.refused" in staff.get("/moderation").content.decode()
    assert staff.post(address, {"answer": "publish", "reason": "x"}).status_code == 409


def test_what_was_handed_in_to_show_consent_stands_beside_the_hold_and_comes_out_inert(
    staff: Client, ada: User
) -> None:
    submission = held(ada, "month-end")
    assert "What they handed in" not in staff.get("/moderation").content.decode()
    submission.evidence = "I agree. <b>Ada</b>"
    submission.save()
    html = staff.get("/moderation").content.decode()
    assert "What they handed in to show consent" in html
    assert "I agree. &lt;b&gt;Ada&lt;/b&gt;" in html


def test_what_is_approved_is_on_its_way_again(staff: Client, ada: User) -> None:
    submission = held(ada, "month-end")
    staff.post(f"/moderation/submissions/{submission.pk}", {"answer": "publish", "reason": "Harmless"})
    submission.refresh_from_db()
    assert submission.status == "queued"


def test_a_report_is_answered_once_and_leaves_the_queue(staff: Client, ada: User) -> None:
    published(ada, "month-end")
    complaint = complain(actor=None, pack="month-end", reason="wrong", text="The rates are of last year")
    assert "The rates are of last year" in staff.get("/moderation").content.decode()
    answer = {"status": "upheld", "answer": "The publisher was told"}
    assert staff.post(f"/moderation/complaints/{complaint.pk}", answer)["Location"] == "/moderation"
    assert Complaint.objects.get().status == "upheld"
    assert AuditEntry.objects.filter(action="complaint.upheld").exists()
    assert "Nobody has reported anything" in staff.get("/moderation").content.decode()


def test_one_of_the_staff_is_offered_no_answer_to_what_is_their_own(
    staff: Client, ada: User, eve: User
) -> None:
    ada.publishers.get().memberships.create(user=User.objects.get(username="staff"))
    held(ada, "month-end")
    published(ada, "year-end")
    complain(actor=None, pack="year-end", reason="wrong", text="x")
    page = staff.get("/moderation").content.decode()
    assert page.count("somebody else of the staff decides") == 2
    assert '<form method="post" action="/moderation' not in page
    held(eve, "others-pack")
    assert "Turn it down" in staff.get("/moderation").content.decode()


def test_nobody_else_gets_in(client: Client, ada: User) -> None:
    published(ada, "month-end")
    complaint = complain(actor=None, pack="month-end", reason="wrong", text="x")
    client.force_login(ada)
    said = {"status": "upheld", "answer": "x"}
    assert client.post(f"/moderation/complaints/{complaint.pk}", said).status_code == 403
    assert Complaint.objects.get().status == "open"


def test_hostile_words_come_out_inert(staff: Client, ada: User) -> None:
    published(ada, "month-end")
    for vector in VECTORS[:25]:
        complain(actor=None, pack="month-end", reason="wrong", text=vector, version=vector[:60])
    assert list(page_dangers(staff.get("/moderation").content.decode())) == []


def test_the_number_of_queries_does_not_grow(
    staff: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        held(ada, f"pack-{number}")
    with django_assert_num_queries(11):
        staff.get("/moderation")


def test_all_that_waits_is_counted_and_the_oldest_are_shown(staff: Client, ada: User) -> None:
    for number in range(SHOWN + 2):
        held(ada, f"pack-{number:02}")
    html = staff.get("/moderation").content.decode()
    assert f"Held submissions ({SHOWN + 2})" in html
    assert f"These are the oldest {SHOWN}." in html
    assert f"pack-{SHOWN - 1:02} 1.0.0" in html
    assert f"pack-{SHOWN:02} 1.0.0" not in html


def test_what_its_owner_changed_leaves_the_queue_and_is_said(staff: Client, ada: User) -> None:
    earlier, later = held(ada, "month-end"), submitted(ada, "year-end")
    with transaction.atomic():
        supersede(actor=ada, earlier=earlier.pk, later=later)
    html = staff.get("/moderation").content.decode()
    assert "Held submissions (0)" in html
    assert "submission.supersede" in html
