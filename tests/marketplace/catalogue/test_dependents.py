import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    answer = client.get("/packs/ledger-core/dependents")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_packs_that_need_it_are_shown_as_cards(client: Client) -> None:
    release_row("ledger-core")
    assert "The latest version of no other pack needs it" in page(client)
    release_row("month-end", requires={"ledger-core": ""})
    html = page(client)
    assert '<a href="/packs/month-end">month-end</a>' in html
    assert 'Needed by <span class="count">1</span>' in html


@pytest.mark.parametrize("others", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    release_row("ledger-core")
    for number in range(others):
        release_row(f"dependent-{number}", requires={"ledger-core": ""})
    with django_assert_num_queries(6):
        html = page(client)
    assert ("?page=2" in html) == (others > 24)
