from hypothesis import given
from hypothesis import strategies as st

from registry.search.document import GREATEST_IMPACT, MOST_TERMS, WEIGHTS, impacts_of
from registry.search.words import LONGEST_WORD


def test_a_word_in_the_name_counts_more_than_one_in_the_summary() -> None:
    impacts = impacts_of({"name": ["ledger"], "summary": ["invoice"]})
    assert impacts["ledger"] > impacts["invoic"]


def test_a_word_among_few_counts_more_than_among_many() -> None:
    short = impacts_of({"summary": ["ledger"]})
    long = impacts_of({"summary": ["ledger " + " ".join(f"word{number}" for number in range(60))]})
    assert short["ledger"] > long["ledger"]


def test_saying_a_word_often_helps_less_and_less() -> None:
    once, four, hundred = (
        impacts_of({"keywords": ["ledger"] * times + ["other"] * (100 - times)})["ledger"]
        for times in (1, 4, 100)
    )
    assert once < four == hundred


def test_a_phrase_adds_its_concept_and_does_not_reach_across_texts() -> None:
    assert "~month-end" in impacts_of({"summary": ["closing the books"]})
    assert "~month-end" not in impacts_of({"keywords": ["month", "end"]})


def test_no_pack_is_about_everything() -> None:
    words = [f"word{number}" for number in range(1000)]
    impacts = impacts_of({"details": words, "name": ["ledger"]})
    assert len(impacts) == MOST_TERMS
    assert "ledger" in impacts


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS)), st.lists(st.text(max_size=50), max_size=5)))
def test_whatever_a_pack_says_can_be_stored(fields: dict[str, list[str]]) -> None:
    for term, impact in impacts_of(fields).items():
        assert 1 <= impact <= GREATEST_IMPACT
        assert 1 <= len(term) <= max(LONGEST_WORD, 60)
