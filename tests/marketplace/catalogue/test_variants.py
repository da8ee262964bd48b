import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Release, User
from tests.support.registry import published
from tests.support.xss import VECTORS, page_dangers

pytestmark = pytest.mark.django_db


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def made_from(release: Release) -> dict[str, str]:
    return {"name": release.pack.name, "version": release.version, "tree": release.tree_digest}


@pytest.fixture
def original(ada: User) -> Release:
    return published(ada, extra={"notes.md": b"one\ntwo\n", "gone.md": b"x\n"}).release


@pytest.fixture
def variant(original: Release, eve: User) -> Release:
    notes = {"notes.md": b"one\nthree\n"}
    return published(eve, "our-close", made_from=made_from(original), extra=notes).release


def test_a_variant_and_its_original_lead_to_each_other(client: Client, variant: Release) -> None:
    html = page(client, "/packs/our-close")
    assert '<a href="/packs/month-end/versions/1.0.0">month-end 1.0.0</a> by' in html
    assert '<a href="/packs/our-close/original">what is otherwise</a>' in html
    assert "is out" not in html
    html = page(client, "/packs/month-end")
    assert "Made from this (1)" in html
    assert '<a href="/packs/our-close">our-close</a>' in html
    assert "Made from: month-end 1.0.0 by" in page(client, "/packs/our-close.md")


def test_what_a_variant_has_otherwise_is_shown_with_links_into_both(client: Client, variant: Release) -> None:
    html = page(client, "/packs/our-close/original")
    assert "What is otherwise than in month-end 1.0.0" in html
    assert 'href="/packs/month-end/versions/1.0.0/files/gone.md"' in html
    assert 'href="/packs/our-close/versions/1.0.0/files/notes.md"' in html
    assert "<td>three</td>" in html
    assert "<select" not in html.partition("<main")[2]


def test_a_newer_original_is_told_to_everybody_and_offered_to_members(
    client: Client, ada: User, eve: User, variant: Release
) -> None:
    published(ada, "month-end", "1.1.0")
    html = page(client, "/packs/our-close")
    assert "month-end 1.1.0 is out." in html
    assert "/packs/month-end/compare?from=1.0.0&amp;to=1.1.0" in html
    assert "Take over what is new" not in html
    client.force_login(eve)
    assert "Take over what is new" in page(client, "/packs/our-close")
    assert "1.1.0 is out" in page(client, "/packs/our-close.md")


def test_a_pack_made_from_nothing_has_no_page_of_it(client: Client, original: Release) -> None:
    assert client.get("/packs/month-end/original").status_code == 404


def test_what_may_not_be_changed_is_not_offered_to_be(client: Client, ada: User, eve: User) -> None:
    published(ada)
    published(ada, "as-it-is", licence="CC-BY-ND-4.0")
    assert "Make your own from it" not in page(client, "/packs/month-end")
    client.force_login(eve)
    assert "Make your own from it" in page(client, "/packs/month-end")
    assert "Make your own from it" not in page(client, "/packs/as-it-is")


def test_hostile_words_come_out_inert(client: Client, eve: User, original: Release) -> None:
    hostile = {"x.md": "\n".join(VECTORS).encode()}
    published(eve, "our-close", made_from=made_from(original), extra=hostile)
    assert list(page_dangers(page(client, "/packs/our-close/original"))) == []


def test_the_number_of_queries_is_fixed(
    client: Client, variant: Release, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        page(client, "/packs/our-close/original")
