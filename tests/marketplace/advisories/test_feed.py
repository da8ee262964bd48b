from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import Pack, User
from registry.services.advisories import Statement, publish_advisory, withdraw_advisory
from tests.support.rows import release_row

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _advisories(ada: User) -> None:
    for name in ("month-end", "bank-rec"):
        Pack.objects.create(name=name, publisher=ada.publishers.get())
        release_row(name)
        statement = Statement("high", f"Wrong in {name}", "It is.", "Wait")
        publish_advisory(actor=ada, pack=name, statement=statement)


def entries(client: Client, address: str) -> list[tuple[str, ...]]:
    answer = client.get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    return [
        tuple(entry.findtext(f"{ATOM}{part}") for part in ("title", "summary", "updated"))
        for entry in feed.iter(f"{ATOM}entry")
    ]


def test_each_feed_has_the_advisories_it_is_about(client: Client) -> None:
    everything = [title for title, _, _ in entries(client, "/advisories.atom")]
    assert everything == ["bank-rec, high: Wrong in bank-rec", "month-end, high: Wrong in month-end"]
    ((title, text, _),) = entries(client, "/packs/month-end/advisories.atom")
    assert (title, text) == ("month-end, high: Wrong in month-end", "It is.\n\nWhat to do: Wait")


def test_a_withdrawn_one_comes_up_again_with_the_reason(client: Client, ada: User) -> None:
    address = "/packs/month-end/advisories.atom"
    ((_, _, before),) = entries(client, address)
    advisory = Pack.objects.get(name="month-end").advisories.get()
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="It was right")
    ((_, text, after),) = entries(client, address)
    assert text.startswith("Withdrawn: It was right")
    assert after >= before


def test_a_feed_takes_one_query(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        client.get("/advisories.atom")


def test_nothing_has_no_feed(client: Client) -> None:
    assert client.get("/packs/nothing/advisories.atom").status_code == 404
