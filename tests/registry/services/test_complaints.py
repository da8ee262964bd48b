import pytest
from django.core import mail

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Complaint, User
from registry.services.complaints import answer_complaint, complain
from registry.services.work import run_due
from tests.support.registry import published
from tests.support.registry import user as make_user


@pytest.fixture
def complaint(ada: User) -> Complaint:
    published(ada, "month-end")
    return complain(actor=None, pack="month-end", reason="wrong", text="The rates are of last year")


def test_anybody_complains_and_the_staff_answer_once(complaint: Complaint, ada: User) -> None:
    staff = make_user("staff", is_staff=True)
    with pytest.raises(CtxpackError, match="run the registry"):
        answer_complaint(actor=ada, complaint=complaint.pk, status="dismissed", answer="No")
    answered = answer_complaint(actor=staff, complaint=complaint.pk, status="upheld", answer="Asked to fix")
    assert (answered.status, answered.answered_by) == ("upheld", staff)
    assert AuditEntry.objects.filter(action="complaint.upheld", actor=staff).exists()
    with pytest.raises(CtxpackError, match="no open complaint"):
        answer_complaint(actor=staff, complaint=complaint.pk, status="dismissed", answer="Changed my mind")


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"pack": "nothing"}, "E_PACK_ABSENT"), ({"reason": "dull"}, "E_FIELD"), ({"text": ""}, "E_FIELD")],
)
def test_what_says_nothing_is_refused(complaint: Complaint, changed: dict[str, str], code: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        complain(**({"actor": None, "pack": "month-end", "reason": "wrong", "text": "x"} | changed))
    assert caught.value.code == code
    with pytest.raises(CtxpackError):
        answer_complaint(
            actor=make_user("staff", is_staff=True), complaint=complaint.pk, status="open", answer="x"
        )


@pytest.mark.parametrize("contact", ["no address", "a@example.org\nBcc: b@example.org", "a" * 250 + "@x.org"])
def test_an_address_that_cannot_be_answered_is_refused_at_once(complaint: Complaint, contact: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        complain(actor=None, pack="month-end", reason="wrong", text="x", contact=contact)
    assert (caught.value.code, caught.value.data["field"]) == ("E_FIELD", "contact")


def test_whoever_left_an_address_and_has_no_account_gets_the_answer_by_mail_once(ada: User) -> None:
    published(ada, "month-end")
    run_due()
    left = {"pack": "month-end", "reason": "wrong", "text": "Old rates"}
    complaint = complain(actor=None, contact="reader@example.org", **left)
    staff = make_user("staff", is_staff=True)
    answer_complaint(actor=staff, complaint=complaint.pk, status="upheld", answer="1.0.1 is right")
    run_due()
    run_due()
    [message] = mail.outbox
    assert (message.to, message.subject) == (
        ["reader@example.org"],
        "ctxpack: Your report on month-end was upheld",
    )
    assert "1.0.1 is right" in message.body
    assert "/packs/month-end\n" in message.body
    assert "/accounts/notifications" not in message.body


def test_whoever_has_an_account_is_told_there(ada: User, eve: User) -> None:
    published(ada, "month-end")
    run_due()
    left = {"pack": "month-end", "reason": "wrong", "text": "Old rates", "contact": "other@example.org"}
    complaint = complain(actor=eve, **left)
    staff = make_user("staff", is_staff=True)
    answer_complaint(actor=staff, complaint=complaint.pk, status="dismissed", answer="They are right")
    run_due()
    notice = eve.notices.get()
    assert (notice.title, notice.text) == ("Your report on month-end was dismissed", "They are right")
    assert [message.to for message in mail.outbox] == [["eve@example.org"]]
