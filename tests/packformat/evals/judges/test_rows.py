"""What a report says of judges is believed as far as it follows from their votes."""

from typing import Any

import pytest

from packformat.digest import Digest
from packformat.evals.evidence import read_evidence
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.pair import Pair, Said
from tests.support.eval_reports import report

PAIR = Pair("two", 1, (Digest.of(b"a"), Digest.of(b"b")), (Said("first", "second"), Said("first", "first")))
CRITERION = {"id": "kind", "points": 2, "votes": ["met", "met", "not met"]}
RUBRIC = {"id": "letter", "verdict": "met", "needed": 2, "criteria": [CRITERION]}


def judged(pair: dict[str, Any] | None = None, rubric: dict[str, Any] | None = None) -> dict[str, Any]:
    """A report of one run with a rubric, compared once, with something changed."""
    pairs = [PAIR.as_dict() | (pair or {})]
    value = report(judges=["one", "two"], pairs=pairs, comparison=comparison_of([PAIR]))
    value["cases"][0]["graders"].append(RUBRIC | (rubric or {}))
    return value


def test_who_judged_and_what_came_of_comparing_is_evidence() -> None:
    found = read_evidence(judged())
    assert found.judges == ("one", "two")
    assert found.comparison == comparison_of([PAIR])


@pytest.mark.parametrize(
    ("pair", "rubric"),
    [
        ({"verdict": "win"}, {}),
        ({"said": [["first", "second"]]}, {}),
        ({"said": [["first", "second"]], "verdict": "win"}, {}),
        ({"said": [["first"]]}, {}),
        ({"said": [["first", "third"]]}, {}),
        ({"said": [["first", "second"]] * 10}, {}),
        ({"case": "three"}, {}),
        ({"number": 2}, {}),
        ({"number": []}, {}),
        ({"transcripts": ["sha256:0"]}, {}),
        ({}, {"verdict": "not met"}),
        ({}, {"needed": 3}),
        ({}, {"criteria": []}),
        ({}, {"criteria": [CRITERION | {"points": 0}]}),
        ({}, {"criteria": [CRITERION | {"votes": ["met"] * 10}]}),
        ({}, {"criteria": [CRITERION | {"votes": ["superb"]}]}),
    ],
)
def test_what_does_not_follow_from_the_votes_is_refused(pair: dict[str, Any], rubric: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_evidence(judged(pair, rubric))


def test_a_pair_stands_in_a_report_once() -> None:
    twice = judged() | {"pairs": [PAIR.as_dict()] * 2, "comparison": comparison_of([PAIR, PAIR])}
    with pytest.raises(ValueError, match="a pair of `two`"):
        read_evidence(twice)
