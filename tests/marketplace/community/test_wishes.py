import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User, Wish
from registry.services.wishes import wish_for
from tests.support.xss import VECTORS, page_dangers


def page(client: Client, **query: str) -> str:
    return client.get("/requests", query).content.decode()


def test_a_search_that_finds_nothing_becomes_a_request_that_others_join(
    ada_client: Client, eve: User
) -> None:
    html = ada_client.get("/", {"q": "court filing"}).content.decode()
    assert 'href="/requests?words=court%20filing"' in html
    assert 'value="court filing"' in page(ada_client, words="court filing")
    assert ada_client.post("/requests", {"words": "court filing"})["Location"] == "/requests"
    assert "you too" in page(ada_client)
    ada_client.force_login(eve)
    wish = Wish.objects.get()
    assert "I want it too" in page(ada_client)
    assert ada_client.post(f"/requests/{wish.pk}/vote")["Location"] == "/requests"
    assert wish.voters.count() == 2
    assert "court filing: 2" in page(ada_client, format="md")


@pytest.mark.django_db
def test_without_an_account_one_reads(client: Client) -> None:
    assert "Nothing is requested" in page(client)
    for address in ("/requests", "/requests/1/vote"):
        assert client.post(address, {"words": "x"})["Location"].startswith("/accounts/login/")


def test_words_that_are_none_are_refused(ada_client: Client) -> None:
    assert "Please check" in ada_client.post("/requests", {"words": ""}).content.decode()


def test_hostile_words_come_out_inert(client: Client, ada: User) -> None:
    for vector in VECTORS[:25]:
        wish_for(actor=ada, words=vector[:200])
    assert list(page_dangers(page(client))) == []


@pytest.mark.parametrize("number", [1, 25])
def test_the_number_of_queries_does_not_grow(
    ada_client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for count in range(number):
        wish_for(actor=ada, words=f"wish {count}")
    with django_assert_num_queries(5):
        page(ada_client)
