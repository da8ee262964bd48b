import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.attestations import sent
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


COSTLY = {"always": 100, "on_use": 1400}
RUNS = [("one", "with", 1, True), ("two", "with", 1, False)]


def test_a_version_that_takes_a_fifth_more_is_marked_until_results_show_a_gain(
    client: Client, ada: User, eve: User
) -> None:
    costs = {"1.0.0": {}, "1.1.0": {"always": 200, "on_use": 800}, "1.2.0": {"always": 200, "on_use": 1000}}
    releases = {
        version: release_row(
            "month-end", version, tokens=tokens, components=[("eval", "one"), ("eval", "two")]
        )
        for version, tokens in (costs | {"1.3.0": COSTLY}).items()
    }
    html = " ".join(page(client).split())
    assert "<td>200 + 1,000</td>" in html
    assert '<td>100 + 1,400 <span class="chip warn">25 % more</span></td>' in html
    assert html.count("% more</span>") == 1
    assert "over 20 % more tokens than the version before" in html
    assert "100 + 1400, 25 % more without a result that shows more cases met" in page(client, format="md")

    sent(eve, releases["1.3.0"], runs=[(*run[:3], True) for run in RUNS])
    assert "25 % more" in page(client)
    sent(eve, releases["1.2.0"], runs=RUNS)
    assert "% more" not in page(client)


def test_results_that_show_no_gain_or_are_replays_leave_it_marked(
    client: Client, ada: User, eve: User
) -> None:
    for version, tokens in (("1.0.0", {"always": 200, "on_use": 800}), ("1.1.0", COSTLY)):
        components = [("eval", "one"), ("eval", "two")]
        release = release_row("month-end", version, tokens=tokens, components=components)
        sent(eve, release, runs=RUNS)
        sent(eve, release, runs=[("one", "without", 1, False)])
    sent(eve, release, runs=[(*run[:3], True) for run in RUNS], replayed=True)
    assert "50 % more" in page(client)


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
