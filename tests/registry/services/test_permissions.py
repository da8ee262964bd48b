import pytest

from packformat.errors import CtxpackError
from registry.models import Publisher, User
from registry.services.permissions import publisher_of, require_member, require_member_or_staff
from tests.support import registry


def code_of(call: object, *arguments: object) -> str:
    with pytest.raises(CtxpackError) as caught:
        call(*arguments)
    return caught.value.code


def test_the_only_publisher_need_not_be_named(ada: User) -> None:
    assert publisher_of(ada).handle == "ledgers"


def test_a_member_of_several_names_one(ada: User) -> None:
    registry.publisher("second", ada)
    assert code_of(publisher_of, ada) == "E_PUBLISHER_AMBIGUOUS"
    assert publisher_of(ada, "second").handle == "second"


def test_nobody_acts_for_a_publisher_of_others(ada: User, eve: User) -> None:
    assert eve.publishers.exists()
    assert code_of(publisher_of, ada, "others") == "E_NOT_MEMBER"
    assert code_of(publisher_of, ada, "unheard-of") == "E_PUBLISHER_UNKNOWN"


def test_staff_take_down_but_do_not_publish_for_others(ada: User) -> None:
    ledgers = Publisher.objects.get(handle="ledgers")
    staff = registry.user("staff", is_staff=True)
    require_member_or_staff(staff, ledgers)
    assert code_of(require_member, staff, ledgers) == "E_NOT_MEMBER"
    assert code_of(publisher_of, staff, "ledgers") == "E_NOT_MEMBER"
    require_member(ada, ledgers)


def test_members_and_owners_may_both(ada: User) -> None:
    helper = registry.user("helper")
    both = registry.publisher("both", ada, helper)
    require_member(helper, both)
    require_member_or_staff(helper, both)
