"""Names that are taken for other names, and names that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.lookalike import company_meant, is_one_slip, look, lookalikes, vouching_words, words_of

KNOWN = ("accounting-close", "ledger-core", "tax", "month-end")


@pytest.mark.parametrize(
    ("name", "other", "reason"),
    [
        ("accounting-ciose", "accounting-close", "looks the same"),
        ("accountingclose", "accounting-close", "looks the same"),
        ("rnonth-end", "month-end", "looks the same"),
        ("ledger-c0re", "ledger-core", "looks the same"),
        ("month-ends", "month-end", "looks the same"),
        ("ledgercores", "ledger-core", "looks the same"),
        ("ledger-xore", "ledger-core", "is one key beside"),
        ("ledger-coer", "ledger-core", "is one slip away"),
        ("acounting-close", "accounting-close", "is one slip away"),
        ("month-zend", "month-end", "is one slip away"),
    ],
)
def test_a_name_is_taken_for_another(name: str, other: str, reason: str) -> None:
    assert (other, reason) in lookalikes(name, KNOWN)


@pytest.mark.parametrize(
    "name", ["accounting-close", "tix", "ledger-tools", "year-end-close", "ledger-qore9"]
)
def test_a_name_of_its_own_is_taken_for_none(name: str) -> None:
    assert lookalikes(name, KNOWN) == []


def test_hyphens_are_no_keys() -> None:
    assert lookalikes("month9end", ["month-end"]) == [("month-end", "is one slip away")]


@given(st.text("abc", max_size=5), st.text("abc", max_size=5))
def test_one_slip_is_what_the_edit_distance_says(one: str, other: str) -> None:
    assert is_one_slip(one, other) == (_distance(one, other) == 1) == is_one_slip(other, one)


def _distance(one: str, other: str) -> int:
    """Damerau's distance, restricted to swaps of neighbours, by its definition."""
    rows = {(i, j): i + j for i in range(len(one) + 1) for j in range(len(other) + 1) if not i * j}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = one[i - 1] != other[j - 1]
            rows[i, j] = min(rows[i - 1, j] + 1, rows[i, j - 1] + 1, rows[i - 1, j - 1] + change)
            if i > 1 and j > 1 and one[i - 2 : i] == other[j - 2 : j][::-1]:
                rows[i, j] = min(rows[i, j], rows[i - 2, j - 2] + 1)
    return rows[len(one), len(other)]


def test_words_that_vouch_and_words_of_companies_are_found_as_words() -> None:
    assert vouching_words("The Official close, officially certified") == [
        "official",
        "officially",
        "certified",
    ]
    assert vouching_words("0fficial-close verifled unofficially") == ["0fficial", "verifled"]
    words = words_of("Stripe-close for Xero and xeroxed")
    assert [company_meant(word) for word in words] == ["stripe", "", "", "xero", "", ""]
    assert look("bills") == look("bi11")


@pytest.mark.parametrize(
    ("word", "company"),
    [
        ("c1aude", "claude"),
        ("micros0ft", "microsoft"),
        ("antropic", "anthropic"),
        ("microsoftoffice", "microsoft"),
        ("ctxpak", "ctxpack"),
        ("githib", "github"),
        ("tiktock", "tiktok"),
    ],
)
def test_a_word_that_people_take_for_a_company_is_known_by_it(word: str, company: str) -> None:
    assert company_meant(word) == company


def test_words_of_trades_are_taken_for_no_company() -> None:
    words = "motion notional strike metadata stack orchard cloud sapling clause plain paid abode ledger"
    others = "excel githubs openair youtuber slackline canvas"
    assert [word for word in f"{words} {others}".split() if company_meant(word)] == []
