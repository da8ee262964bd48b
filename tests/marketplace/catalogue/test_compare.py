import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User
from tests.support.registry import published
from tests.support.xss import VECTORS, page_dangers


def page(client: Client, **query: str) -> str:
    answer = client.get("/packs/month-end/compare", query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def versions(client: Client, ada: User) -> Client:
    published(ada, "month-end", "1.0.0", extra={"notes.md": b"one\ntwo\n", "gone.md": b"x\n"})
    parts = {
        "notes.md": b"one\nthree\n",
        "agents/critic.md": b"---\nname: critic\ndescription: Finds faults\n---\nLook.\n",
    }
    published(ada, "month-end", "1.1.0", extra=parts, requires={"fx-rates": ">=1"})
    published(ada, "month-end", "2.0.0", extra=parts)
    return client


def test_the_latest_is_compared_with_the_one_before_unless_others_are_chosen(versions: Client) -> None:
    assert "From 1.1.0 to 2.0.0" in page(versions)
    assert "From 1.0.0 to 1.1.0" in page(versions, to="1.1.0")
    assert "From 1.0.0 to 2.0.0" in page(versions, **{"from": "1.0.0"})
    assert "one and the same version" in page(versions, to="1.0.0")


def test_parts_files_and_words_that_differ_are_shown(versions: Client) -> None:
    html = page(versions, to="1.1.0")
    assert '<span class="chip warn">new</span> <code>agent critic</code>' in html
    assert '<span class="chip warn">new</span> <code>fx-rates &gt;=1' in html
    assert 'removed</span> <a class="wrap" href="/packs/month-end/versions/1.0.0/files/gone.md">' in html
    assert (
        'added</span> <a class="wrap" href="/packs/month-end/versions/1.1.0/files/agents/critic.md">' in html
    )
    assert "<td>two</td>" in html
    assert "<td>three</td>" in html
    assert (
        html.index("What it may do")
        < html.index("What it costs")
        < html.index("Files (")
        < html.index("Words")
    )


@pytest.mark.parametrize("query", [{"to": "9.0.0"}, {"from": "<b>"}])
def test_a_version_that_is_not_there_is_not_found(versions: Client, query: dict[str, str]) -> None:
    assert versions.get("/packs/month-end/compare", query).status_code == 404


def test_hostile_words_come_out_inert(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0", extra={"x.md": "\n".join(VECTORS).encode()})
    assert list(page_dangers(page(client))) == []


def test_the_number_of_queries_is_fixed(
    versions: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(8):
        page(versions)
