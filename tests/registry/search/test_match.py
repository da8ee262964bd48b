import pytest

from registry.models import Pack, User
from registry.search import match as matching
from registry.search.match import match
from registry.search.query import read_query
from tests.support.registry import published


def found(text: str, **filters: str) -> dict[str, float]:
    names = dict(Pack.objects.values_list("pk", "name"))
    return {names[pack]: score for pack, score in match(read_query(text), filters).scores.items()}


@pytest.fixture(autouse=True)
def catalogue(ada: User) -> None:
    published(ada, "month-end", summary="Closes the books of a month")
    published(ada, "month-plan", summary="Plans the tasks of a month")
    published(ada, "year-plan", summary="Plans the holidays of a year")


def test_a_pack_must_have_every_group() -> None:
    assert set(found("month plan ")) == {"month-plan"}


def test_a_rare_word_counts_more_than_a_common_one(ada: User) -> None:
    for word in ("beta", "gamma"):
        published(ada, f"greek-{word}", summary=f"Letters like alpha and {word * 2}")
    assert found("betabeta ")["greek-beta"] > found("alpha ")["greek-beta"]


def test_the_very_words_count_more_than_the_same_meaning() -> None:
    assert found("closes books ")["month-end"] > 0
    assert found("period end ")["month-end"] > 0


def test_packs_with_half_of_the_groups_are_found_where_none_has_all() -> None:
    assert set(found("holidays zebra ")) == {"year-plan"}
    assert found("holidays zebra giraffe ") == {}


def test_no_more_than_the_limit_are_found_the_strongest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matching, "MOST_MATCHES", 1)
    assert len(found("month ")) == 1


def test_only_packs_with_the_chosen_facets_are_found() -> None:
    assert set(found("month ", kind="skill")) == {"month-end", "month-plan"}
    assert found("month ", kind="hook") == {}
