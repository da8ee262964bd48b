"""Only a verdict that survives the exchange counts; what pairs say together is counted by case."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.judges.answer import ABOUT_TWO, FIRST, NEITHER, SECOND
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.pair import LOSS, TIE, WIN, Pair, Said, pair_questions, said_by
from packformat.evals.judges.question import LONGEST_RESULT
from packformat.evals.verdict import NOT_JUDGED

MIRRORED = {WIN: LOSS, LOSS: WIN, TIE: TIE, NOT_JUDGED: NOT_JUDGED}
SAID = st.builds(Said, st.sampled_from(ABOUT_TWO), st.sampled_from(ABOUT_TWO))
JUDGES = st.lists(SAID, max_size=5).map(tuple)
PAIRS = st.lists(st.builds(Pair, st.sampled_from("abc"), st.just(1), st.just(("x", "y")), JUDGES))


def judged(ours: str, other: str, *judges: Callable[[str], str]) -> Pair:
    """A pair before judges, each of which answers a question with `first`, `second` or `neither`."""
    questions = pair_questions("Write.", "It is better.", ours, other)
    assert questions
    there, back = (
        [json.dumps({"why": "", "verdict": judge(question)}) for judge in judges] for question in questions
    )
    return Pair("a", 1, ("x", "y"), said_by(there, back))


def by_length(question: str) -> str:
    """A judge with a taste: the longer result is better."""
    after = (question.split(f"BEGIN {name} RESULT\n")[1] for name in ("FIRST", "SECOND"))
    first, second = (text.split("\n", maxsplit=1)[0] for text in after)
    return NEITHER if len(first) == len(second) else FIRST if len(first) > len(second) else SECOND


@pytest.mark.parametrize(
    ("there", "back", "verdict", "contradicts"),
    [
        (FIRST, SECOND, WIN, False),
        (SECOND, FIRST, LOSS, False),
        (NEITHER, NEITHER, TIE, False),
        (FIRST, FIRST, TIE, True),
        (SECOND, SECOND, TIE, True),
        (FIRST, NEITHER, TIE, True),
        (NOT_JUDGED, FIRST, NOT_JUDGED, False),
    ],
)
def test_a_verdict_counts_when_it_survives_the_exchange(
    there: str,
    back: str,
    verdict: str,
    contradicts: bool,  # noqa: FBT001 - a row of a table
) -> None:
    assert (Said(there, back).verdict, Said(there, back).contradicts_itself) == (verdict, contradicts)


@given(st.text("ab", max_size=5), st.text("ab", max_size=5), st.sampled_from([FIRST, SECOND]))
def test_a_judge_that_always_takes_the_same_place_yields_only_ties(ours: str, other: str, place: str) -> None:
    pair = judged(ours, other, lambda _: place)
    assert (pair.verdict, pair.said[0].contradicts_itself) == (TIE, True)


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_exchanging_the_arms_mirrors_what_a_judge_with_a_taste_says(ours: str, other: str) -> None:
    assert judged(ours, other, by_length).verdict == MIRRORED[judged(other, ours, by_length).verdict]


def test_of_several_judges_the_majority_holds_and_where_there_is_none_it_is_a_tie() -> None:
    always = {word: lambda _question, word=word: word for word in (FIRST, "nonsense")}
    assert judged("aa", "a", by_length, by_length, always[FIRST]).verdict == WIN
    assert judged("aa", "a", by_length, always[FIRST]).verdict == TIE
    assert judged("aa", "a", by_length, always["nonsense"], always["nonsense"]).verdict == NOT_JUDGED
    assert judged("aa", "a").verdict == NOT_JUDGED


def test_results_too_long_to_be_shown_are_not_asked_about() -> None:
    assert pair_questions("Write.", "It is better.", "a", "x" * (LONGEST_RESULT + 1)) is None


@given(PAIRS)
def test_mirrored_pairs_give_the_mirrored_comparison(pairs: list[Pair]) -> None:
    exchanged = [pair._replace(said=tuple(Said(one.back, one.there) for one in pair.said)) for pair in pairs]
    there, back = comparison_of(pairs), comparison_of(exchanged)
    if there is None or back is None:
        assert pairs == []
        return
    assert (there["wins"], there["ties"], there["losses"]) == (back["losses"], back["ties"], back["wins"])
    assert (there["contradicted"], there["agreement"]) == (back["contradicted"], back["agreement"])
    if there["preferred"]:
        assert there["preferred"]["low"] == pytest.approx(1 - back["preferred"]["high"], abs=2e-4)


def test_a_comparison_counts_cases_and_stays_unsure_with_few() -> None:
    won = Pair("a", 1, ("x", "y"), (Said(FIRST, SECOND),))
    once, often = (comparison_of([won] * times) or {} for times in (1, 9))
    assert (often["wins"], often["answered"]) == (9, 9)
    assert once["preferred"] == often["preferred"] == {"value": 1.0, "low": 0.2065, "high": 1.0}
    unjudged = comparison_of([won._replace(said=())]) or {}
    assert (unjudged["not_judged"], unjudged["preferred"]) == (1, None)
