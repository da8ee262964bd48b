import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Complaint, User
from registry.services.complaints import answer_complaint, complain
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
