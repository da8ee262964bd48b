import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, Publisher, User
from registry.services.accounts import register_user

pytestmark = pytest.mark.django_db


def newcomer(name: str, email: str = "grace@example.org") -> User:
    return User(username=name, email=email)


def test_a_registered_user_owns_the_publisher_of_that_name() -> None:
    user = newcomer("grace")
    register_user(user=user)
    assert user.memberships.get().role == "owner"
    assert user.publishers.get().handle == "grace"
    assert AuditEntry.objects.filter(action="user.register", actor=user).count() == 1


@pytest.mark.parametrize(
    ("name", "code"), [("admin", "E_HANDLE"), ("No Name", "E_HANDLE"), ("ada", "E_HANDLE_TAKEN")]
)
@pytest.mark.usefixtures("ada")
def test_a_name_that_cannot_be_had_leaves_no_user_behind(name: str, code: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        register_user(user=newcomer(name))
    assert caught.value.code == code
    assert not User.objects.filter(email="grace@example.org").exists()


def test_a_handle_taken_by_an_organisation_is_taken(ada: User) -> None:
    assert Publisher.objects.filter(handle="ledgers").exists()
    with pytest.raises(CtxpackError) as caught:
        register_user(user=newcomer("ledgers"))
    assert caught.value.code == "E_HANDLE_TAKEN"
    assert not User.objects.filter(username="ledgers").exists()
