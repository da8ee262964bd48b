import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.catalogue import guests
from registry.models import Grant, User
from tests.support.registry import published
from tests.support.registry import user as make_user

pytestmark = pytest.mark.django_db
ADDRESS = "/packs/month-end/guests"
TODAY = timezone.now().date()


def key_on(page: bytes) -> str:
    return re.search(rb'name="key" value="([^"]+)"', page)[1].decode()


def test_an_owner_lets_somebody_in_who_sees_it_on_their_account_until_it_is_ended(
    ada_client: Client, ada: User
) -> None:
    published(ada, private=True)
    guest = Client()
    guest.force_login(make_user("grace"))
    page = ada_client.get(ADDRESS)
    sent = {"username": "grace", "until": TODAY.isoformat(), "key": key_on(page.content)}
    for _pressed in range(2):
        assert ada_client.post(ADDRESS, sent)["Location"] == ADDRESS
    assert Grant.objects.count() == 1
    assert ADDRESS in ada_client.get("/packs/month-end/visibility").content.decode()
    assert f"up to {TODAY:%-d %B %Y}" in guest.get("/accounts/").content.decode()
    [end] = re.findall(rf'action="({ADDRESS}/[^"]+/end)"', ada_client.get(ADDRESS).content.decode())
    ada_client.post(end)
    assert "ended" in ada_client.get(ADDRESS).content.decode()
    assert "month-end" not in guest.get("/accounts/").content.decode()
    assert guest.get("/packs/month-end").status_code == 404


def test_a_guest_gives_a_pack_back_on_their_account(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    guest = Client()
    guest.force_login(make_user("grace"))
    key = key_on(ada_client.get(ADDRESS).content)
    ada_client.post(ADDRESS, {"username": "grace", "key": key})
    [act] = re.findall(r'action="(/accounts/granted/[^"]+)"', guest.get("/accounts/").content.decode())
    assert guest.post(act)["Location"] == "/accounts/"
    assert "month-end" not in guest.get("/accounts/").content.decode()
    assert guest.get("/packs/month-end").status_code == 404
    assert "ended" in ada_client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"until": (TODAY - timedelta(1)).isoformat()}, "This day is over"),
        ({"username": "nobody"}, "there is nobody to let in by this name"),
        ({"username": "ada"}, "there is nobody to let in by this name"),
    ],
)
def test_whoever_cannot_be_let_in_is_explained(
    ada_client: Client, ada: User, wrong: dict[str, str], said: str
) -> None:
    published(ada, private=True)
    make_user("grace")
    key = key_on(ada_client.get(ADDRESS).content)
    page = ada_client.post(ADDRESS, {"username": "grace", "key": key} | wrong).content.decode()
    assert said in page
    assert not Grant.objects.exists()


def test_by_hand_so_many_are_let_in_within_an_hour(
    ada_client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guests, "MOST_AN_HOUR", 1)
    published(ada, private=True)
    for name in ("grace", "mary"):
        make_user(name)
        key = key_on(ada_client.get(ADDRESS).content)
        page = ada_client.post(ADDRESS, {"username": name, "key": key}).content.decode()
    assert "too many" in page
    assert [grant.user.username for grant in Grant.objects.all()] == ["grace"]
