import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.models import User
from registry.search.spelling import grams_of, slips_between, words_beginning_with, words_like
from tests.support.registry import published

WORDS = st.text(alphabet="abcd", max_size=7)


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("ledger", "ledger", 0),
        ("leger", "ledger", 1),
        ("leddger", "ledger", 1),
        ("lefger", "ledger", 1),
        ("legder", "ledger", 1),
        ("bookeping", "bookkeeping", 2),
        ("ledger", "bank", 3),
        ("", "ab", 2),
        ("ab", "", 2),
    ],
)
def test_slips_are_letters_missing_doubled_wrong_or_swapped(typed: str, meant: str, slips: int) -> None:
    assert slips_between(typed, meant, allowed=2) == slips


@given(WORDS, WORDS)
def test_slips_are_the_same_from_either_side_and_never_more_than_one_beyond_what_is_allowed(
    one: str, other: str
) -> None:
    assert slips_between(one, other, 2) == slips_between(other, one, 2) <= 3
    assert slips_between(one, other, 9) >= min(3, slips_between(one, other, 2))
    assert (slips_between(one, other, 2) == 0) == (one == other)


def test_a_short_word_shares_a_key_with_every_word_one_slip_away() -> None:
    for typed in ("txa", "ta", "taxx", "tsx"):
        assert grams_of(typed) & grams_of("tax"), typed


@pytest.fixture
def catalogue(ada: User) -> None:
    published(ada, "ledger-tax", summary="Reconciles the general ledger before the tax audit")
    published(ada, "bank-rec", summary="Bookkeeping for banks and their ledgers")


@pytest.mark.usefixtures("catalogue")
def test_a_misspelt_word_is_read_as_those_that_packs_use() -> None:
    assert words_like("bookeping", 3) == {"bookkeep": 2}
    assert words_like("legder", 3) == {"ledger": 1}
    assert words_like("tsx", 3) == {"tax": 1}
    assert words_like("elephant", 3) == {}


@pytest.mark.usefixtures("catalogue")
def test_in_a_short_word_only_one_slip_is_forgiven() -> None:
    assert words_like("tyz", 3) == {}


@pytest.mark.usefixtures("catalogue")
def test_the_beginning_of_a_word_finds_its_stems_the_shorter_words_first() -> None:
    assert words_beginning_with("le", 9) == ["ledger"]
    assert words_beginning_with("bookkeep", 9) == ["bookkeep"]
    assert words_beginning_with("b", 9)[0] == "bank"
    assert words_beginning_with("b", 1) == ["bank"]
    assert words_beginning_with("bookkeepers", 9) == []
