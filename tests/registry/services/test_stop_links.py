import base64
import json

import pytest

from registry.models import User
from registry.services.choose import choose_notices
from registry.services.farewell import close_account
from registry.services.stop_links import Mails, stop_link, stop_mails, stop_of
from tests.support.recaps import weekly


def key_of(person: User, mails: Mails = Mails.NEWS) -> str:
    return stop_link(person, mails).split("/")[-2]


@pytest.mark.parametrize(
    ("mails", "chosen"), [(Mails.NEWS, ("never", True)), (Mails.NOTICES, ("weekly", False))]
)
def test_a_link_ends_its_own_mails_and_again_changes_nothing(
    eve: User, mails: Mails, chosen: tuple[str, bool]
) -> None:
    weekly(eve)
    stop = stop_of(key_of(eve, mails))
    assert stop == (eve, mails)
    for _again in range(2):
        stop_mails(stop)
        eve.refresh_from_db()
        assert (eve.news, eve.wants_mail, eve.recap_due) == (*chosen, None)


def test_a_link_is_nobody_elses_and_for_nothing_else(eve: User) -> None:
    key = key_of(eve)
    payload, _, signature = key.rpartition(":")
    number, _mails, stamp = json.loads(base64.urlsafe_b64decode(payload + "=="))
    for forged in ([number + 1, "news", stamp], [number, "notices", stamp], [number, "news", stamp, "x"]):
        made = base64.urlsafe_b64encode(json.dumps(forged, separators=(",", ":")).encode()).decode()
        assert stop_of(f"{made.strip('=')}:{signature}") is None
    for broken in ("", ":", f"{payload}:", payload, f".{key}", key[:-1], "9" * 5000):
        assert stop_of(broken) is None


def test_a_link_outlives_a_password_and_ends_with_the_address_or_the_account(eve: User) -> None:
    key = key_of(eve)
    eve.set_password("quite another one")
    eve.save()
    assert stop_of(key)
    eve.email = "eve@new.example"
    eve.save()
    assert stop_of(key) is None
    key = key_of(eve)
    close_account(actor=eve)
    assert stop_of(key) is None


def test_a_link_that_is_pressed_while_something_else_is_chosen_leaves_both_choices(eve: User) -> None:
    key = key_of(eve, Mails.NOTICES)
    page = User.objects.get(pk=eve.pk)
    stop = stop_of(key)
    assert stop
    stop_mails(stop)
    choose_notices(actor=page, news="weekly")
    eve.refresh_from_db()
    assert (eve.wants_mail, eve.news, eve.recap_due) == (False, "weekly", None)
