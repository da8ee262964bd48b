"""What a report shows is counted from its runs; what it says of itself beyond them is not believed."""

import datetime as dt
from typing import Any

import pytest

from packformat.evals.evidence import read_evidence
from packformat.evals.values import MOST_MODELS
from tests.support.eval_reports import report

RUNS = [
    ("one", "with", 1, True),
    ("one", "with", 2, False),
    ("two", "with", 1, True),
    ("two", "with", 2, True),
    ("one", "without", 1, False),
    ("two", "without", 1, False),
]


def test_it_says_who_ran_what_how_often_and_what_came_of_it() -> None:
    found = read_evidence(report(RUNS))
    assert (found.agent, found.models, found.replayed) == ("an-agent", ("a-model",), False)
    assert (found.cases, found.runs, found.repeat, found.usd) == (("one", "two"), 6, 2, 0.5)
    assert (found.verdict, found.arms["with"]["met_always"], found.arms["with"]["met_once"]) == (
        "not met",
        1,
        2,
    )
    assert found.difference == report(RUNS)["difference"]
    assert found.ran_at == dt.datetime(2026, 11, 28, 11, tzinfo=dt.UTC)
    assert read_evidence(report(RUNS, need="any")).verdict == "met"


def test_criteria_that_nobody_judged_are_counted() -> None:
    value = report()
    value["cases"][0]["graders"].append({"id": "tone", "verdict": "not judged", "why": ""})
    assert read_evidence(value).not_judged == 1


def test_a_run_that_a_cap_ended_early_is_not_met() -> None:
    capped = {"runs": {"planned": 5, "made": 1}, "verdict": "not met"}
    assert read_evidence(report() | capped).verdict == "not met"


def row(**changed: Any) -> dict[str, Any]:
    """A change of the first run."""
    return {"cases": [report()["cases"][0] | changed]}


@pytest.mark.parametrize(
    "changed",
    [
        {"verdict": "not met"},
        {"verdict": "void"},
        {"met": False},
        {"arms": {}},
        {"difference": {"value": 1.0, "low": 0.5, "high": 1.0}},
        {"runs": {"planned": 2, "made": 2}},
        {"runs": {"planned": 2, "made": 1}},
        {"runs": 1},
        {"cases": []},
        {"cases": report()["cases"] * 2},
        {"cases": [7]},
        {"cases": "none"},
        row(met=False),
        row(failure="its time was over"),
        row(case=""),
        row(case="x" * 201),
        row(case="a\0b"),
        row(arm="beside"),
        row(number=0),
        row(number=2),
        row(number=True),
        row(met="yes"),
        row(graders=[]),
        row(graders=[{"id": "sum", "verdict": "superb"}]),
        row(graders=["sum"]),
        row(transcript=""),
        {"format": 2},
        {"repeat": 1001},
        {"need": "some"},
        {"need": []},
        {"agent": ""},
        {"agent": "x" * 301},
        {"models": "one"},
        {"models": ["m"] * (MOST_MODELS + 1)},
        {"models": [7]},
        {"replayed": 0},
        {"ran_at": "at noon"},
        {"usd": -1},
        {"usd": "much"},
        {"usd": True},
    ],
)
def test_what_is_no_report_or_contradicts_itself_is_refused(changed: dict[str, Any]) -> None:
    assert read_evidence(report())
    with pytest.raises(ValueError, match=r"\w"):
        read_evidence(report() | changed)


@pytest.mark.parametrize(
    "field", ["format", "verdict", "cases", "agent", "models", "replayed", "ran_at", "usd"]
)
def test_a_field_that_is_missing_is_named(field: str) -> None:
    value = report()
    del value[field]
    with pytest.raises(KeyError, match=field):
        read_evidence(value)
