from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from packformat.criteria import BY_PEOPLE
from registry.kept import cache
from registry.models import Pack, User
from registry.search.find import VERIFIABLE, search_packs
from registry.search.match import MOST_MATCHES
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import checked_by, published
from tests.support.rows import release_row

EVAL = {"evals/case/prompt.md": b"Close October\n"}


def names(query: str, **filters: str) -> list[str]:
    return [pack.name for pack in search_packs(query, filters)[:99]]


@pytest.fixture
def catalogue(ada: User) -> None:
    published(ada, "month-end", summary="Closes the books of a month with every account reconciled")
    published(ada, "bank-rec", summary="Reconciles the bank at the month end", extra=EVAL)
    published(ada, "cafe-menu", summary="Plans the menu of a CAFÉ for the season", licence="MIT")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("month", ["month-end", "bank-rec"]),
        ("end month", ["month-end", "bank-rec"]),
        ("Month-End", ["month-end", "bank-rec"]),
        ("bank month", ["bank-rec"]),
        ("reconciling accounts", ["month-end"]),
        ("café", ["cafe-menu"]),
        ("\uff23\uff21\uff26\uff25", ["cafe-menu"]),
        ("what is the menu of my cafe?", ["cafe-menu"]),
        ("period close", ["month-end", "bank-rec"]),
        ("montly close", ["month-end"]),
        ("bnak", ["bank-rec"]),
        ("men", ["cafe-menu"]),
        ("zebra", []),
        ("zebra giraffe month", []),
    ],
)
@pytest.mark.usefixtures("catalogue")
def test_a_query_finds_what_was_meant_the_best_first(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.usefixtures("catalogue")
def test_where_nothing_has_every_word_the_packs_with_most_of_them_are_found() -> None:
    assert names("month zebra") == ["month-end", "bank-rec"]
    assert names("bank month zebra") == ["bank-rec"]


@pytest.mark.usefixtures("catalogue")
def test_a_word_that_was_read_as_another_is_told() -> None:
    assert dict(search_packs("bnak ").corrections) == {"bnak": "bank"}
    assert not search_packs("bank ").corrections
    assert not search_packs("ban").corrections


@pytest.mark.parametrize("query", ["", "  ", "%", "_-"])
@pytest.mark.usefixtures("catalogue")
def test_a_query_without_a_word_lists_everything_the_newest_first(query: str) -> None:
    found = search_packs(query)
    assert len(found) == 3
    assert not found.is_cut
    newest = Pack.objects.order_by("-updated_at", "name")
    assert names(query) == [pack.name for pack in newest]
    assert found[0].name == newest[0].name


@pytest.mark.usefixtures("catalogue")
def test_facets_narrow_a_search_and_a_list() -> None:
    assert names("month", kind="eval") == ["bank-rec"]
    assert names("", kind="eval") == ["bank-rec"]
    assert names("", licence="MIT") == ["cafe-menu"]
    assert names("month", licence="MIT") == []
    assert names("", kind="eval", licence="MIT") == []


@pytest.mark.usefixtures("catalogue")
def test_facets_are_counted_among_what_was_found() -> None:
    cache.clear()
    everything, some = search_packs("").facets(), search_packs("month").facets()
    assert dict(everything["licence"]) == {"Apache-2.0": 2, "MIT": 1}
    assert dict(some["licence"]) == {"Apache-2.0": 2}
    assert dict(some["kind"]) == {"skill": 2, "eval": 1}
    assert [item.value for item in some["kind"]] == ["skill", "eval"]


@pytest.mark.django_db
def test_a_list_by_facets_alone_is_whole_however_long_and_so_are_the_counts_beside_it() -> None:
    cache.clear()
    for number in range(MOST_MATCHES + 1):
        release_row(f"pack-{number}", licence="MIT" if number else "Apache-2.0")
    found = search_packs("", {"agent": "claude-code"})
    assert len(found) == MOST_MATCHES + 1
    assert not found.is_cut
    assert dict(found.facets()["licence"]) == {"MIT": MOST_MATCHES, "Apache-2.0": 1}
    assert len(search_packs("", {"agent": "claude-code", "licence": "Apache-2.0"})) == 1


def test_of_two_packs_that_fit_alike_the_one_with_evidence_comes_first(ada: User) -> None:
    published(ada, "tax-one", summary="Prepares the yearly tax return")
    published(ada, "tax-two", summary="Prepares the yearly tax return", extra=EVAL)
    assert names("yearly tax return") == ["tax-two", "tax-one"]


def test_the_pack_of_that_very_name_comes_first_whatever_else_has_the_words(ada: User) -> None:
    published(ada, "close", summary="Shuts things in an orderly way")
    published(ada, "close-month", summary="Close, close and close: closing the close", extra=EVAL)
    assert names("close")[0] == "close"


@pytest.mark.parametrize("asked", [{"text": ""}, {"text": "tax"}, {"text": "", "filters": {"kind": "skill"}}])
def test_every_list_can_be_ordered_by_how_much_programs_check(ada: User, asked: dict[str, Any]) -> None:
    published(ada, "tax-all", extra=checked_by("gate:bank", "gate:bank"))
    published(ada, "tax-half", extra=checked_by("gate:bank", BY_PEOPLE))
    published(ada, "tax-none", extra=checked_by(BY_PEOPLE))
    published(ada, "tax-unsaid")
    ordered = [pack.name for pack in search_packs(**asked, order=VERIFIABLE)[:9]]
    assert ordered[:2] == ["tax-all", "tax-half"]
    assert sorted(ordered[2:]) == ["tax-none", "tax-unsaid"]
    as_ever = [pack.name for pack in search_packs(**asked)[:9]]
    assert [pack.name for pack in search_packs(**asked, order="of-nobody")[:9]] == as_ever


@pytest.mark.usefixtures("catalogue")
def test_a_withdrawn_pack_is_not_found_and_comes_back_with_its_next_version(ada: User) -> None:
    yank_release(actor=ada, pack="bank-rec", version="1.0.0", reason="wrong")
    run_due()
    assert names("bank") == []
    assert "bank-rec" not in names("")
    published(ada, "bank-rec", "1.0.1", summary="Reconciles the bank")
    assert names("bank") == ["bank-rec"]


def test_a_new_version_is_found_by_its_own_words_alone(ada: User) -> None:
    published(ada, "helper", "1.0.0", summary="Prepares the yearly accounts")
    published(ada, "helper", "2.0.0", summary="Prepares the annual gala dinner")
    assert names("gala") == ["helper"]
    assert names("accounts") == []


@pytest.mark.usefixtures("catalogue")
def test_a_list_of_packs_does_not_load_their_large_columns() -> None:
    pack = search_packs("month")[0]
    assert {"manifest", "files", "readme"} <= pack.latest.get_deferred_fields()


@pytest.mark.parametrize("text", ["month end close", "bnak recncile mnth", "a b c d e f g h i j", "m"])
@pytest.mark.usefixtures("catalogue")
def test_any_query_costs_a_bounded_number_of_queries(
    text: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(30):
        found = search_packs(text)
        list(found[:24])
        found.facets()
    assert len(found) <= MOST_MATCHES
