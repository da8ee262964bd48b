import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User
from tests.support.registry import published
from tests.support.rows import release_row


def test_a_publisher_has_a_page_with_its_packs(client: Client, ada: User, eve: User) -> None:
    published(ada, "month-end")
    published(eve, "bank-rec")
    html = client.get("/publishers/ledgers").content.decode()
    assert "month-end" in html
    assert "bank-rec" not in html
    assert "month-end" in client.get("/publishers/ledgers?format=md").content.decode()
    assert client.get("/publishers/nobody").status_code == 404
    assert 'href="/publishers/ledgers"' in client.get("/packs/month-end").content.decode()


def test_one_who_has_published_nothing_has_a_page_too(client: Client, ada: User) -> None:
    assert "Nothing is published" in client.get("/publishers/ledgers").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("packs", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, packs: int
) -> None:
    for number in range(packs):
        release_row(f"pack-{number}")
    with django_assert_num_queries(6):
        assert ("?page=2" in client.get("/publishers/rows").content.decode()) == (packs > 24)
