import json

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from registry.exports.choice import offered, offered_for, offered_with, withdrawn
from registry.exports.documents import skills_index
from registry.models import Pack, Release, User
from registry.services.advisories import Statement, change_advisory, publish_advisory
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.rows import release_row


def names(releases: list[Release]) -> list[str]:
    return sorted(f"{release.pack.name} {release.version}" for release in releases)


@pytest.fixture
def ledgers(ada: User) -> None:
    published(ada, "ledger-core", "1.0.0")
    published(ada, "ledger-core", "2.0.0")
    published(ada, "month-end", "1.0.0", requires={"ledger-core": "^1.0"})
    published(ada, "year-end", "1.0.0", requires={"ledger-core": ">=1.0"})


@pytest.mark.usefixtures("ledgers")
def test_the_whole_catalogue_leaves_out_a_pack_that_could_not_be_loaded_from_it() -> None:
    assert names(offered()) == ["ledger-core 2.0.0", "year-end 1.0.0"]


@pytest.mark.usefixtures("ledgers")
def test_the_catalogue_of_one_pack_takes_the_release_of_a_requirement_that_the_pack_accepts() -> None:
    assert names(offered_with("month-end")) == ["ledger-core 1.0.0", "month-end 1.0.0"]


@pytest.mark.usefixtures("ledgers")
def test_a_selection_brings_what_it_requires() -> None:
    assert names(offered_for(Pack.objects.filter(name="year-end"))) == [
        "ledger-core 2.0.0",
        "year-end 1.0.0",
    ]


def test_an_older_release_is_offered_when_the_newest_cannot_be_met(ada: User) -> None:
    published(ada, "base-pack", "1.0.0")
    published(ada, "middle-pack", "1.0.0", requires={"base-pack": ">=1"})
    published(ada, "top-pack", "1.0.0", requires={"middle-pack": ">=1", "base-pack": "^1"})
    published(ada, "base-pack", "2.0.0")
    published(ada, "middle-pack", "2.0.0", requires={"base-pack": "^2"})
    assert names(offered_with("top-pack")) == ["base-pack 1.0.0", "middle-pack 1.0.0", "top-pack 1.0.0"]


def test_a_pack_that_nothing_can_satisfy_is_not_offered(ada: User) -> None:
    published(ada, "month-end", "1.0.0", requires={"nowhere": ">=1"})
    assert offered_with("month-end") == []


def test_trial_and_yanked_releases_are_not_offered(ada: User) -> None:
    published(ada, "ledger-core", "1.0.0")
    published(ada, "ledger-core", "1.1.0rc1")
    published(ada, "ledger-core", "1.0.1")
    yank_release(actor=ada, pack="ledger-core", version="1.0.1", reason="wrong rates")
    run_due()
    assert names(offered_with("ledger-core")) == ["ledger-core 1.0.0"]


def test_a_release_with_a_severe_advisory_is_not_offered_to_clients_that_ask_nobody(
    ada: User,
) -> None:
    Pack.objects.create(name="ledger-core", publisher=ada.publishers.get())
    for version in ("1.0.0", "2.0.0"):
        release_row("ledger-core", version)
    wrong = Statement("moderate", "Wrong rates", "They are.", "Wait", since="2.0.0")
    advisory = publish_advisory(actor=ada, pack="ledger-core", statement=wrong)
    assert names(offered()) == ["ledger-core 2.0.0"]
    change_advisory(actor=ada, advisory=advisory.pk, severity="high")
    assert offered() == offered_for(Pack.objects.all()) == []
    assert names(offered_with("ledger-core")) == ["ledger-core 1.0.0"]
    assert withdrawn() == []
    assert json.loads(skills_index("ledger-core"))["skills"] == []


def test_a_pack_without_a_release_left_is_withdrawn(ada: User) -> None:
    published(ada, "ledger-core", "1.0.0")
    yank_release(actor=ada, pack="ledger-core", version="1.0.0", reason="wrong rates")
    run_due()
    assert withdrawn() == ["ledger-core"]
    assert offered() == []


def test_choosing_the_whole_catalogue_takes_as_many_queries_for_many_packs_as_for_one(
    ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(ada, "ledger-core", "1.0.0")
    with django_assert_num_queries(3):
        offered()
    for number in range(3):
        published(ada, f"pack-{number}", "1.0.0", requires={"ledger-core": ">=1"})
    with django_assert_num_queries(3):
        offered()
