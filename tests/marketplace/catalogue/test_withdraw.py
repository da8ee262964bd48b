import pytest
from django.test import Client

from registry.models import Release, User
from registry.services.yank import yank_release
from tests.support import registry
from tests.support.registry import published

ADDRESS = "/packs/month-end/versions/1.0.0/withdraw"
PAGE = "/packs/month-end/versions/1.0.0"


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    published(ada, "month-end")


def test_a_publisher_withdraws_a_version_for_a_reason_and_takes_it_back(ada_client: Client) -> None:
    assert f'href="{ADDRESS}">Withdraw 1.0.0</a>' in ada_client.get(PAGE).content.decode()
    assert "Nothing is deleted" in ada_client.get(ADDRESS).content.decode()
    assert "Please check what you entered" in ada_client.post(ADDRESS, {"reason": " "}).content.decode()
    assert not Release.objects.get().is_yanked
    assert ada_client.post(ADDRESS, {"reason": "Wrong VAT rates"})["Location"] == PAGE
    assert "Wrong VAT rates" in ada_client.get(PAGE).content.decode()
    assert "is withdrawn</h2>" in ada_client.get(ADDRESS).content.decode()
    assert ada_client.post(ADDRESS, {"restore": "yes"})["Location"] == PAGE
    assert not Release.objects.get().is_yanked


def test_nobody_else_is_offered_it(client: Client, eve: User) -> None:
    for visitor in (None, eve):
        if visitor:
            client.force_login(visitor)
        assert ADDRESS not in client.get(PAGE).content.decode()
    for method in (client.get, client.post):
        assert method(ADDRESS, {"reason": "Malice"}).status_code == 403
    assert not Release.objects.get().is_yanked


def test_what_the_staff_withdrew_the_publisher_may_appeal_against(ada_client: Client) -> None:
    staff = registry.user("staff", is_staff=True)
    release = yank_release(actor=staff, pack="month-end", version="1.0.0", reason="It deletes ledgers")
    page = ada_client.get(ADDRESS).content.decode()
    assert f'href="/appeals/release/{release.pk}"' in page
    assert 'name="restore"' not in page
    assert ada_client.post(ADDRESS, {"restore": "yes"}).status_code == 403
    client = Client()
    client.force_login(staff)
    assert 'name="restore"' in client.get(ADDRESS).content.decode()
