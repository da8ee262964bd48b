"""What a report says of judges is believed as far as it follows from their votes."""

from typing import Any

import pytest

from packformat.digest import Digest
from packformat.evals.evidence import read_evidence
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.judge import Judge
from packformat.evals.judges.pair import Pair, Said
from packformat.evals.judges.rubrics import MOST_RUBRICS, RubricCount
from tests.support.eval_reports import judge, report

BOTH = [("two", "with", 1, True), ("two", "without", 1, False)]
JUDGES = [judge("one", "a-model"), judge("two")]
TIED = (Said("first", "second"), Said("first", "first"))
CRITERION = {"id": "kind", "points": 2, "votes": ["met", "met"]}


def judged(pair: dict[str, Any] | None = None, rubric: dict[str, Any] | None = None) -> dict[str, Any]:
    """A report of a run with the pack and one without, with a rubric and a pair, and something changed."""
    value = report(BOTH, judges=JUDGES, said=TIED)
    value["pairs"] = [one | (pair or {}) for one in value["pairs"]]
    value["cases"][0]["graders"][-1] |= rubric or {}
    return value


def test_who_judged_by_which_rubric_and_what_came_of_comparing_is_evidence() -> None:
    found = read_evidence(judged())
    assert found.judges == (Judge("one", ("a-model",)), Judge("two"))
    assert found.rubrics == (RubricCount("two", "letter", 2, 2, 2, met=1, not_met=0, not_judged=0),)
    assert found.rubrics[0].as_dict()["grader"] == "letter"
    assert found.agreement == {"agreed": 4, "pairs": 4}
    assert (found.against, found.comparison) == ("without", judged()["comparison"])
    alone = read_evidence(report([("two", "without", 1, False)], judges=JUDGES))
    assert (alone.rubrics[0].not_met, alone.against, alone.comparison) == (1, "", None)


def test_runs_may_be_compared_with_recorded_ones_that_are_not_in_the_report() -> None:
    recorded = {"against": "recorded", "pairs": [judged()["pairs"][0]]}
    recorded["pairs"][0]["transcripts"][1] = Digest.of(b"recorded")
    assert read_evidence(judged() | recorded).against == "recorded"


@pytest.mark.parametrize(
    ("pair", "rubric"),
    [
        ({"verdict": "win"}, {}),
        ({"said": [["first", "second"]]}, {}),
        ({"said": [["first", "second"]], "verdict": "win"}, {}),
        ({"said": [["first"]]}, {}),
        ({"said": [["first", "third"]]}, {}),
        ({"said": [["first", "second"]] * 3}, {}),
        ({"case": "three"}, {}),
        ({"number": 2}, {}),
        ({"number": []}, {}),
        ({"transcripts": ["sha256:0"]}, {}),
        ({"transcripts": [Digest.of(b"two with 1"), Digest.of(b"another")]}, {}),
        ({"transcripts": [Digest.of(b"another"), Digest.of(b"two without 1")]}, {}),
        ({}, {"verdict": "not met"}),
        ({}, {"needed": 3}),
        ({}, {"criteria": []}),
        ({}, {"criteria": [CRITERION]}),
        ({}, {"criteria": [CRITERION | {"points": 0}]}),
        ({}, {"criteria": [CRITERION | {"votes": ["met"] * 3}]}),
        ({}, {"criteria": [CRITERION | {"votes": ["superb"]}]}),
    ],
)
def test_what_does_not_follow_from_the_votes_is_refused(pair: dict[str, Any], rubric: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_evidence(judged(pair, rubric))


def fewer(votes: int, *, said: int = 2, **fields: Any) -> dict[str, Any]:
    """A report that follows from itself, with so many votes on each criterion and on the pair."""
    value = report(BOTH, judges=JUDGES[:votes], said=TIED[:said])
    return value | {"judges": JUDGES, **fields}


@pytest.mark.parametrize("replayed", [False, True])
def test_a_vote_that_is_left_out_is_missed(replayed: bool) -> None:  # noqa: FBT001 - a field of a report
    assert read_evidence(fewer(2, replayed=replayed))
    for value in (fewer(1, replayed=replayed), fewer(2, said=1, replayed=replayed)):
        with pytest.raises(ValueError, match="votes on `two` are missing"):
            read_evidence(value)


def test_a_recorded_case_may_have_been_judged_by_fewer_than_another() -> None:
    assert read_evidence(fewer(1, said=1, replayed=True)).agreement == {"agreed": 0, "pairs": 0}
    with pytest.raises(ValueError, match="votes on `two` are missing"):
        read_evidence(fewer(1, said=1))


def test_nobody_votes_on_a_pair_that_is_too_long_to_be_shown() -> None:
    value = judged()
    pair = Pair("two", 1, tuple(value["pairs"][0]["transcripts"]), ())
    assert read_evidence(value | {"pairs": [pair.as_dict()], "comparison": comparison_of([pair])})


@pytest.mark.parametrize(
    "changed",
    [
        {"judges": []},
        {"judges": JUDGES[:1]},
        {"judges": JUDGES[:1] * 2},
        {"judges": [judge(f"judge-{number}") for number in range(10)]},
        {"judges": [*JUDGES[:1], judge("x" * 301)]},
        {"judges": [*JUDGES[:1], judge("two", "")]},
        {"judges": ["one", "two"]},
        {"against": None},
        {"against": "with"},
        {"agreement": {"agreed": 5, "pairs": 5}},
        {"pairs": [], "comparison": None},
    ],
)
def test_judges_are_those_who_voted_and_their_agreement_is_counted_anew(changed: dict[str, Any]) -> None:
    assert read_evidence(judged())
    with pytest.raises(ValueError, match=r"\w"):
        read_evidence(judged() | changed)


def test_a_pair_stands_in_a_report_once() -> None:
    value = judged()
    (row,) = value["pairs"]
    pair = Pair(row["case"], row["number"], tuple(row["transcripts"]), TIED)
    with pytest.raises(ValueError, match="a pair of `two`"):
        read_evidence(value | {"pairs": [row] * 2, "comparison": comparison_of([pair] * 2)})


def test_rubrics_are_counted_over_all_runs_and_none_is_another_in_one_of_them() -> None:
    runs = [("two", "with", 1, True), ("two", "with", 2, False)]
    value = report(runs, judges=JUDGES)
    (found,) = read_evidence(value).rubrics
    assert (found.met, found.not_met) == (1, 1)
    value["cases"][1]["graders"][-1]["needed"] = 1
    with pytest.raises(ValueError, match="not the same in each run"):
        read_evidence(value)
    many = report([(f"case-{number}", "with", 1, True) for number in range(MOST_RUBRICS + 1)], judges=JUDGES)
    with pytest.raises(ValueError, match=f"more than {MOST_RUBRICS} rubrics"):
        read_evidence(many)
