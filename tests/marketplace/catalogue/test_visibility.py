import pytest
from django.test import Client

from registry.models import Membership, Pack, User
from tests.support import registry
from tests.support.registry import published

pytestmark = pytest.mark.django_db
ADDRESS = "/packs/month-end/visibility"


def test_the_page_of_a_private_pack_says_so_and_leads_to_who_sees_it(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    page = ada_client.get("/packs/month-end").content.decode()
    assert '<span class="chip">private</span>' in page
    assert f'href="{ADDRESS}"' in page
    for elsewhere in ("month-end/feed.atom", "badge.svg", "og:title", "marketplace.json", "npx skills"):
        assert elsewhere not in page
    assert "the installer needs a token of yours" in page


def test_members_see_who_else_does(ada_client: Client, ada: User) -> None:
    member = registry.user("grace")
    Membership.objects.create(publisher=ada.publishers.get(), user=member)
    published(ada, private=True)
    page = ada_client.get(ADDRESS).content.decode()
    assert "grace" in page
    assert "Make it public" in page
    ada_client.force_login(member)
    assert "Make it public" not in ada_client.get(ADDRESS).content.decode()


def test_an_owner_makes_it_public_by_writing_its_name(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    refused = ada_client.post(ADDRESS, {"confirm": "something"}).content.decode()
    assert "Write month-end, the name of the pack" in refused
    assert not Pack.objects.exists()
    assert ada_client.post(ADDRESS, {"confirm": "month-end"})["Location"] == "/packs/month-end"
    assert Pack.objects.get().visibility == "public"
    assert "What was public cannot be made private" in ada_client.get(ADDRESS).content.decode()


def test_a_publishers_page_for_its_members_lists_what_is_private(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    assert "1.0.0, private" in ada_client.get("/accounts/publishers/ledgers").content.decode()
    assert "month-end" not in ada_client.get("/publishers/ledgers").content.decode()
