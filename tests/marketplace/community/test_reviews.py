import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Review, User
from registry.services.reviews import write_review
from tests.support.registry import published
from tests.support.registry import user as make_user
from tests.support.xss import VECTORS, page_dangers

ADDRESS = "/packs/month-end/reviews"
SAID = {"verdict": "works", "role": "bookkeeper", "text": "Closed June with it"}


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    published(ada, "month-end")


def test_whoever_is_signed_in_reviews_the_latest_version(client: Client, eve: User) -> None:
    client.force_login(eve)
    assert client.post(ADDRESS, SAID)["Location"] == ADDRESS
    html = client.get(ADDRESS).content.decode()
    for words in ("does the work</span>", "<strong>eve</strong>, bookkeeper", "Closed June with it"):
        assert words in html
    assert 'Reviews <span class="count">1</span>' in html
    assert "eve (bookkeeper)" in client.get(f"{ADDRESS}?format=md").content.decode()


def test_nobody_reviews_their_own_or_without_a_name(client: Client, ada_client: Client) -> None:
    assert "nobody reviews their own" in ada_client.get(ADDRESS).content.decode()
    assert ada_client.post(ADDRESS, SAID).status_code == 403
    ada_client.logout()
    assert ada_client.post(ADDRESS, SAID)["Location"].startswith("/accounts/login/")
    assert not Review.objects.exists()


def test_a_review_with_mistakes_is_explained(client: Client, eve: User) -> None:
    client.force_login(eve)
    assert "Please check what you entered" in client.post(ADDRESS, SAID | {"text": ""}).content.decode()


def test_hostile_words_come_out_inert(client: Client, eve: User) -> None:
    text = "\n".join(VECTORS)[:4000]
    write_review(actor=eve, pack="month-end", version="1.0.0", **(SAID | {"text": text, "role": text[:80]}))
    assert list(page_dangers(client.get(ADDRESS).content.decode())) == []


@pytest.mark.parametrize("number", [1, 15])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for count in range(number):
        write_review(actor=make_user(f"user-{count}"), pack="month-end", version="1.0.0", **SAID)
    with django_assert_num_queries(3):
        client.get(ADDRESS)
