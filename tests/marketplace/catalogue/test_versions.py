import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def page(client: Client, **query: str) -> str:
    answer = client.get("/packs/month-end/versions", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_versions_come_newest_first_with_digest_date_and_state(client: Client, ada: User) -> None:
    for version in ("1.9.0", "1.10.0", "2.0.0rc1"):
        published(ada, "month-end", version)
    yank_release(actor=ada, pack="month-end", version="1.9.0", reason="The tolerance was wrong")
    run_due()
    html = page(client)
    places = [html.index(f">{version}</a>") for version in ("2.0.0rc1", "1.10.0", "1.9.0")]
    assert places == sorted(places)
    latest = ada.publishers.get().packs.get().latest
    assert latest.version == "1.10.0"
    for words in (
        latest.archive_digest.removeprefix("sha256:")[:12],
        "The tolerance was wrong",
        "pre-release",
    ):
        assert words in html
    assert html.count(">latest</span>") == 1


def test_the_page_of_a_withdrawn_pack_still_lists_its_versions(client: Client, ada: User) -> None:
    published(ada, "month-end")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Superseded")
    run_due()
    assert "Superseded" in page(client)


def test_a_name_without_a_release_is_not_found(client: Client, ada: User) -> None:
    ada.publishers.get().packs.create(name="month-end")
    assert client.get("/packs/month-end/versions").status_code == 404
    assert client.get("/packs/nothing/versions").status_code == 404


@pytest.mark.parametrize("versions", [1, 60])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    for number in range(versions):
        release_row("month-end", f"1.{number}.0")
    with django_assert_num_queries(3):
        html = page(client)
    assert ("?page=2" in html) == (versions > 50)
