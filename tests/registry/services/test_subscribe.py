import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, User
from registry.services.subscribe import follow_pack, follow_publisher
from tests.support.registry import published


def test_one_follows_once_and_stops_once(ada: User, eve: User) -> None:
    published(ada, "month-end")
    for on in (True, True):
        follow_pack(actor=eve, pack="month-end", on=on)
        follow_publisher(actor=eve, publisher="ledgers", on=on)
    assert eve.subscriptions.count() == 2
    for on in (False, False):
        follow_pack(actor=eve, pack="month-end", on=on)
        follow_publisher(actor=eve, publisher="ledgers", on=on)
    assert not eve.subscriptions.exists()
    assert AuditEntry.objects.filter(actor=eve, action__startswith="follow.").count() == 4


def test_what_is_not_there_is_not_followed(eve: User) -> None:
    for act in (
        lambda: follow_pack(actor=eve, pack="nothing", on=True),
        lambda: follow_publisher(actor=eve, publisher="nobody", on=True),
    ):
        with pytest.raises(CtxpackError, match="there is no"):
            act()
