import pytest

from packformat.evals.compare import first_difference
from tests.support.eval_reports import report

RUNS = [("one", "with", 1, True), ("two", "with", 1, True)]


def test_a_report_is_as_itself() -> None:
    assert first_difference(report(RUNS), report(RUNS)) == ""


def test_gold_questions_that_fare_otherwise_are_a_difference() -> None:
    wiki = {"retrieval": [{"wiki": "memory/wiki", "ranks": [1]}]}
    assert first_difference(report(RUNS), report(RUNS) | wiki) == "gold questions find their pages elsewhere"


def test_judges_who_say_otherwise_of_pairs_are_a_difference() -> None:
    other = report(RUNS, pairs=[{"case": "one", "verdict": "win"}])
    assert first_difference(report(RUNS), other) == "judges say something else of pairs"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"case": "three"}, "`one` (with the pack, run 1) stands in one of them only"),
        ({"transcript": "sha256:0"}, "in `one` (with the pack, run 1) something else was said or written"),
        (
            {"graders": [{"id": "sum", "verdict": "not met"}]},
            "in `one` (with the pack, run 1) `sum` said met and says not met here",
        ),
        ({"graders": []}, "in `one` (with the pack, run 1) `sum` said met and says nothing here"),
    ],
)
def test_where_two_reports_part_is_said(change: dict[str, object], says: str) -> None:
    other = report(RUNS)
    other["cases"][0] |= change
    assert first_difference(report(RUNS), other) == says
