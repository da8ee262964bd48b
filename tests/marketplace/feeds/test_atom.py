from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.feeds.atom import Releases
from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.rows import release_row
from tests.support.xss import VECTORS

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str) -> dict[str, str]:
    """The entries of a feed: their titles with what they say."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    return {
        entry.findtext(f"{ATOM}title"): entry.findtext(f"{ATOM}summary")
        for entry in feed.iter(f"{ATOM}entry")
    }


def test_each_feed_has_the_versions_it_is_about(client: Client, ada: User, eve: User) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0")
    published(eve, "bank-rec")
    release_row("court-filing", manifest={"professions": ["law"]})
    assert next(iter(entries(client, "/feed.atom"))) == "court-filing 1.0.0"
    assert len(entries(client, "/feed.atom")) == 4
    assert set(entries(client, "/packs/month-end/feed.atom")) == {"month-end 1.0.0", "month-end 1.1.0"}
    assert set(entries(client, "/publishers/others/feed.atom")) == {"bank-rec 1.0.0"}
    assert set(entries(client, "/professions/law/feed.atom")) == {"court-filing 1.0.0"}
    assert entries(client, "/professions/dance/feed.atom") == {}


def test_a_withdrawn_version_says_why(client: Client, ada: User) -> None:
    published(ada, "month-end")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Wrong rates")
    run_due()
    assert entries(client, "/feed.atom")["month-end 1.0.0"].startswith("Withdrawn: Wrong rates ")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/packs/nothing/feed.atom", "/publishers/nobody/feed.atom"])
def test_nothing_has_no_feed(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_whoever_has_a_feed_already_is_told_that_nothing_is_new(client: Client) -> None:
    release_row("month-end")
    etag = client.get("/feed.atom").headers["ETag"]
    assert client.get("/feed.atom", headers={"if-none-match": etag}).status_code == 304
    release_row("court-filing")
    assert client.get("/feed.atom", headers={"if-none-match": etag}).status_code == 200


@pytest.mark.django_db
def test_a_feed_without_entries_says_the_same_each_time(client: Client) -> None:
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in client.get("/feed.atom").content


@pytest.mark.django_db
def test_the_newest_of_all_are_found_without_looking_at_the_others() -> None:
    plan = Releases().items().explain()
    assert "INDEX releases_newest_first" in plan
    assert "ORDER BY" not in plan


@pytest.mark.unmeasured
@pytest.mark.django_db
def test_hostile_texts_stay_text(client: Client) -> None:
    for number, vector in enumerate(VECTORS):
        release_row(f"hostile-{number}", summary=vector[:300])
    assert len(entries(client, "/feed.atom")) == 40


@pytest.mark.django_db
@pytest.mark.parametrize("releases", [1, 50])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, releases: int
) -> None:
    for number in range(releases):
        release_row(f"pack-{number}")
    with django_assert_num_queries(1):
        entries(client, "/feed.atom")
