import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Membership, User
from registry.services.publishers import create_publisher


def test_whoever_creates_a_publisher_owns_it(ada: User) -> None:
    publisher = create_publisher(actor=ada, handle="month-enders", display_name="Month Enders Ltd")
    assert Membership.objects.get(publisher=publisher).user == ada
    assert Membership.objects.get(publisher=publisher).role == Membership.Role.OWNER
    assert AuditEntry.objects.filter(action="publisher.create", subject="publisher:month-enders").exists()


def test_a_handle_is_the_name_shown_until_another_is_given(ada: User) -> None:
    assert create_publisher(actor=ada, handle="month-enders").display_name == "month-enders"


def test_another_name_is_one_line_that_the_database_holds(ada: User) -> None:
    made = create_publisher(actor=ada, handle="month-enders", display_name=" Month \n Enders ")
    assert made.display_name == "Month Enders"
    with pytest.raises(CtxpackError, match="at most 120"):
        create_publisher(actor=ada, handle="year-enders", display_name="Y" * 121)


@pytest.mark.parametrize(
    ("handle", "code"),
    [("Two Words", "E_HANDLE"), ("admin", "E_HANDLE"), ("", "E_HANDLE"), ("ledgers", "E_HANDLE_TAKEN")],
)
def test_a_handle_that_cannot_be_is_refused(ada: User, handle: str, code: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        create_publisher(actor=ada, handle=handle)
    assert caught.value.code == code
