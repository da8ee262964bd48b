from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from registry.models import Advisory, Pack, User
from registry.services.advisories import Statement, publish_advisory, withdraw_advisory
from tests.support import registry
from tests.support.rows import release_row
from tests.support.xss import VECTORS

WRONG = Statement("high", "Wrong VAT rates", "Returns come out too low.", "Check January", "1.0.0", "1.1.0")
PAGE = "/packs/month-end/advisories"


@pytest.fixture(autouse=True)
def _pack(ada: User) -> None:
    Pack.objects.create(name="month-end", publisher=ada.publishers.get())
    release_row("month-end", "1.0.0")
    release_row("month-end", "1.1.0")


def advised(actor: User, **changes: str) -> Advisory:
    return publish_advisory(actor=actor, pack="month-end", statement=WRONG._replace(**changes))


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def typed(**changes: str) -> dict[str, Any]:
    return WRONG._replace(**changes)._asdict()


def test_the_publisher_publishes_changes_and_withdraws_on_the_pages(ada_client: Client) -> None:
    answer = ada_client.post(PAGE, typed(fixed=""))
    advisory = Advisory.objects.get()
    address = f"/advisories/CTXA-{advisory.pk}"
    assert answer["Location"] == address
    assert ada_client.post(address, typed(severity="critical"))["Location"] == address
    advisory.refresh_from_db()
    assert (advisory.severity, advisory.fixed) == ("critical", "1.1.0")
    ada_client.post(f"{address}/withdraw", {"withdrawal-reason": "The rates were right"})
    page = text(ada_client, address)
    assert "The rates were right" in page
    assert "Change it" not in page


def test_everybody_reads_and_only_those_who_may_are_shown_a_form(
    client: Client, ada: User, eve: User
) -> None:
    advisory = advised(ada)
    for visitor in (None, eve):
        if visitor:
            client.force_login(visitor)
        page = text(client, f"/advisories/{advisory.name}")
        assert "Check January" in page
        assert "Change the advisory" not in page
        assert "Publish the advisory" not in text(client, PAGE)
    client.force_login(registry.user("staff", is_staff=True))
    assert "Change the advisory" in text(client, f"/advisories/{advisory.name}")
    assert "Publish the advisory" in text(client, PAGE)


def test_whoever_may_not_is_refused_and_whoever_is_signed_out_signs_in(
    client: Client, ada: User, eve: User
) -> None:
    address = f"/advisories/{advised(ada).name}"
    sent = ((PAGE, typed()), (address, typed()), (f"{address}/withdraw", {"withdrawal-reason": "x"}))
    for path, data in sent:
        assert client.post(path, data)["Location"].startswith("/accounts/login/")
    client.force_login(eve)
    for path, data in sent:
        assert client.post(path, data).status_code == 403
    assert Advisory.objects.count() == 1


def test_what_is_wrong_with_the_form_is_said_beside_it(ada_client: Client) -> None:
    page = ada_client.post(PAGE, typed(title="")).content.decode()
    assert "Please check what you entered" in page
    page = ada_client.post(PAGE, typed(since="1.1.0", fixed="1.0.0")).content.decode()
    assert "it must be later than the first version concerned" in page
    assert not Advisory.objects.exists()


def test_the_page_of_each_version_concerned_begins_with_it(client: Client, ada: User) -> None:
    advised(ada)
    for tab in ("", "/files", "/checks"):
        page = text(client, f"/packs/month-end/versions/1.0.0{tab}")
        assert "High advisory on 1.0.0" in page
        assert "Right again in" in page
    assert "High advisory" not in text(client, "/packs/month-end")
    assert "**High advisory CTXA-" in text(client, "/packs/month-end/versions/1.0.0?format=md")


def test_the_versions_are_marked_one_by_one(client: Client, ada: User) -> None:
    advisory = advised(ada)
    page = text(client, "/packs/month-end/versions")
    assert page.count("advisory on 1.0.0") == 1
    assert "advisory on 1.1.0" not in page
    assert text(client, "/packs/month-end/versions?format=md").count(f"high advisory {advisory.name}") == 1


def test_the_worst_stands_first(client: Client, ada: User) -> None:
    for severity in ("low", "critical", "moderate"):
        advised(ada, severity=severity, fixed="")
    page = text(client, "/packs/month-end")
    places = [page.index(f"{word} advisory on") for word in ("Critical", "Moderate", "Low")]
    assert places == sorted(places)


def test_clients_that_cannot_ask_are_not_offered_what_a_severe_one_warns_of(
    client: Client, ada: User, settings: Settings
) -> None:
    settings.CTXPACK_PUBLIC_URL = "https://packs.example.org"
    advised(ada, severity="moderate", fixed="")
    assert "claude plugin install" in text(client, "/packs/month-end")
    advised(ada, fixed="")
    page = text(client, "/packs/month-end")
    assert "claude plugin install" not in page
    assert "ctxpack install month-end" in page


def test_a_withdrawn_one_is_listed_as_such_and_marks_nothing(client: Client, ada: User) -> None:
    advisory = advised(ada)
    withdraw_advisory(actor=ada, advisory=advisory.pk, reason="It was another pack")
    assert "advisory on" not in text(client, "/packs/month-end/versions/1.0.0")
    for address in (PAGE, "/advisories", f"/advisories/{advisory.name}"):
        assert "It was another pack" in text(client, address)
        assert "It was another pack" in text(client, f"{address}?format=md")


@pytest.mark.parametrize("number", [1, 12])
def test_the_number_of_queries_does_not_grow_with_the_advisories(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for _each in range(number):
        advised(ada)
    for address, queries in (("/advisories", 2), (PAGE, 4), ("/packs/month-end/versions", 5)):
        with django_assert_num_queries(queries):
            text(client, address)


def test_hostile_texts_stay_text(client: Client, ada: User) -> None:
    for vector in VECTORS:
        said = {"title": vector[:150] or "x", "text": vector or "x", "advice": vector[:300] or "x"}
        advised(ada, fixed="", **said)
    for address in (PAGE, "/advisories", "/packs/month-end"):
        page = text(client, address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "onerror=alert(1)>" not in page


@pytest.mark.parametrize("address", ["/advisories/CTXA-99", "/advisories/99", "/packs/nothing/advisories"])
def test_what_is_not_there_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
