from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from packformat.criteria import BY_PEOPLE
from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import checked_by, published

Send = Callable[..., HttpResponse]


@pytest.mark.django_db
def test_an_empty_registry_has_an_empty_list(send: Send) -> None:
    assert send("/api/v1/packs").json() == {"results": [], "next": None, "previous": None}


def test_packs_are_found_by_their_words(send: Send, ada: User) -> None:
    published(ada, name="month-end", summary="Closes the books of a month")
    published(ada, name="tax-return", summary="Files the VAT return")
    assert [pack["name"] for pack in send("/api/v1/packs?q=books").json()["results"]] == ["month-end"]
    assert [pack["name"] for pack in send("/api/v1/packs?q=TAX").json()["results"]] == ["tax-return"]
    assert send("/api/v1/packs?q=nothing+of+the+kind").json()["results"] == []


def test_packs_say_how_much_programs_check_and_come_in_that_order(send: Send, ada: User) -> None:
    published(ada, name="tax-return", extra=checked_by("gate:bank", BY_PEOPLE))
    published(ada, name="tax-plan")
    first, second = send("/api/v1/packs?order=verifiable").json()["results"]
    assert (first["name"], first["criteria"], first["by_program"]) == ("tax-return", 2, 1)
    assert (second["name"], second["criteria"], second["by_program"]) == ("tax-plan", 0, 0)


def test_a_list_is_read_page_by_page_without_gaps(send: Send, ada: User) -> None:
    names = [f"pack-{number:02}" for number in range(45)]
    for name in names:
        published(ada, name=name)
    seen, address, pages = [], "/api/v1/packs", 0
    while address:
        page = send(address).json()
        seen += [pack["name"] for pack in page["results"]]
        address, pages = page["next"], pages + 1
    assert (sorted(seen), pages) == (names, 3)
    assert page["previous"].endswith("page=2")


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["0", "-1", "x", "501", "1e3", "²", "9" * 5000])
def test_a_page_that_cannot_be_is_refused(send: Send, page: str) -> None:
    answer = send(f"/api/v1/packs?page={page}")
    assert (answer.status_code, answer.json()["code"]) == (400, "E_FIELD")


def test_a_pack_comes_with_its_releases_newest_first(send: Send, ada: User) -> None:
    for version in ("1.9.0", "1.10.0", "1.2.0"):
        published(ada, version=version)
    yank_release(actor=ada, pack="month-end", version="1.9.0", reason="wrong rates")
    run_due()
    body = send("/api/v1/packs/month-end").json()
    assert (body["name"], body["publisher"], body["latest_version"]) == ("month-end", "ledgers", "1.10.0")
    assert [(release["version"], release["yanked"]) for release in body["releases"]] == [
        ("1.10.0", None),
        ("1.9.0", "wrong rates"),
        ("1.2.0", None),
    ]
    assert send(body["releases"][0]["url"]).json()["version"] == "1.10.0"


@pytest.mark.django_db
def test_a_pack_that_is_not_there_is_not_found(send: Send) -> None:
    answer = send("/api/v1/packs/none-such")
    assert (answer.status_code, answer.json()["code"]) == (404, "E_PACK_ABSENT")


def test_the_number_of_queries_does_not_grow_with_the_data(send: Send, ada: User) -> None:
    counts = []
    for number in range(1, 25):
        published(ada, name=f"pack-{number:02}")
        published(ada, version=f"1.0.{number}")
        if number in (1, 24):
            for address in ("/api/v1/packs", "/api/v1/packs?q=pack", "/api/v1/packs/month-end"):
                with CaptureQueriesContext(connection) as queries:
                    send(address)
                counts.append(len(queries))
    assert counts == [1, 8, 2] * 2
