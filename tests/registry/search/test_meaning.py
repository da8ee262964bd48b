import pytest

from registry.models import User
from registry.search.meaning import meaning_of
from registry.search.query import read_query
from tests.support.registry import published


@pytest.fixture(autouse=True)
def catalogue(ada: User) -> None:
    published(ada, "month-end", summary="Closes the ledger, the books and the bookings of a month")


def terms_of(text: str) -> list[int]:
    return [len(terms) for terms in meaning_of(read_query(text)).words.values()]


def weights_of(text: str) -> set[float]:
    return {term.weight for terms in meaning_of(read_query(text)).words.values() for term in terms}


def test_a_word_that_packs_use_means_itself() -> None:
    assert weights_of("ledger ") == {1.0}


def test_an_unfinished_word_means_every_word_that_it_begins_and_itself_most() -> None:
    assert terms_of("boo") == [1]
    assert max(weights_of("book")) == 1.0


def test_a_single_letter_begins_no_word() -> None:
    assert terms_of("b") == [0]


def test_a_slip_means_less_than_the_word_and_two_slips_less_still() -> None:
    (one,), (two,) = weights_of("legder "), weights_of("legdre ")
    assert 1.0 > one > two > 0


def test_a_concept_counts_only_if_a_pack_has_it() -> None:
    assert set(meaning_of(read_query("close the books")).concepts) == {"~month-end"}
    assert not meaning_of(read_query("bill")).concepts
