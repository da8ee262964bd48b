"""What a report of `ctxpack eval run` shows, counted anew from its runs.

A report comes from whoever ran the evals. Its head says how they went, and its rows say how each run went;
the head is believed only as far as it follows from the rows.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packformat.evals.grade import MET, NOT_JUDGED, NOT_MET, Grade, all_met
from packformat.evals.result import ARMS, NEEDS, Mark, result_of

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
"""The version of the JSON report; it goes up when a key changes its meaning or is removed."""
VERDICT_MET, VERDICT_NOT_MET = "met", "not met"
"""What a report can show; a void run shows nothing about a pack."""
LONGEST_AGENT = 300
LONGEST_MODEL = 100
MOST_MODELS = 10
MOST_REPEATS = 1000
MOST_USD = 1_000_000
_LONGEST_NAME = 200
_VERDICTS = (MET, NOT_MET, NOT_JUDGED)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Who worked on which cases, how often, and what came of it.

    ``arms`` and ``difference`` are as `packformat.evals.result.result_of` returns them; ``not_judged`` counts
    the criteria that were left to a judge; ``usd`` is what the runs cost, as the agent's program said.
    """

    agent: str
    models: tuple[str, ...]
    replayed: bool
    ran_at: dt.datetime
    repeat: int
    need: str
    cases: tuple[str, ...]
    runs: int
    arms: Mapping[str, Mapping[str, Any]]
    difference: Mapping[str, float] | None
    not_judged: int
    usd: float
    verdict: str


def read_evidence(report: Mapping[str, Any]) -> Evidence:
    """Read a report; raises ValueError or KeyError for one that is none, or that contradicts itself."""
    if report["format"] != FORMAT:
        raise ValueError("the report is of another format")
    if report["verdict"] not in (VERDICT_MET, VERDICT_NOT_MET):
        raise ValueError("its run was void, which shows nothing")
    repeat = _whole(report["repeat"], "repeat", MOST_REPEATS)
    need = _one_of(report["need"], "need", NEEDS)
    rows = _rows(report["cases"], repeat)
    found = result_of([mark for mark, _grades in rows.values()], need)
    runs = read_table(report["runs"], "runs")
    made, planned = len(rows), _whole(runs["planned"], "runs", MOST_REPEATS * MOST_REPEATS)
    verdict = VERDICT_MET if found["met"] and made == planned else VERDICT_NOT_MET
    said = {key: report[key] for key in ("verdict", "met", "arms", "difference")}
    if runs["made"] != made or said != {"verdict": verdict, **_without(found, "need")}:
        raise ValueError("what the report says at its head does not follow from its runs")
    return Evidence(
        agent=read_text(report["agent"], "agent", LONGEST_AGENT),
        models=_models(report["models"]),
        replayed=_truth(report["replayed"], "replayed"),
        ran_at=read_time(report["ran_at"], "ran_at"),
        repeat=repeat,
        need=need,
        cases=tuple(sorted({case for case, _arm, _number in rows})),
        runs=made,
        arms=found["arms"],
        difference=found["difference"],
        not_judged=sum(grade.verdict == NOT_JUDGED for _mark, grades in rows.values() for grade in grades),
        usd=_usd(report["usd"]),
        verdict=verdict,
    )


def read_time(value: object, field: str) -> dt.datetime:
    """A time of ISO 8601 with its offset, in UTC; raises ValueError."""
    moment = dt.datetime.fromisoformat(read_text(value, field, _LONGEST_NAME))
    if moment.tzinfo is None:
        raise ValueError(f"`{field}` says no time zone")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"`{field}` is no time") from None


def read_table(value: object, field: str) -> Mapping[str, Any]:
    """A table of a document; raises ValueError where it is something else."""
    if not isinstance(value, dict):
        raise ValueError(f"`{field}` is no table")  # noqa: TRY004 - a wrong value of a document
    return value


def _rows(value: object, repeat: int) -> dict[tuple[str, str, int], tuple[Mark, tuple[Grade, ...]]]:
    """Every run by its case, arm and number, each with its own verdict drawn from its graders."""
    rows = {}
    for item in _list(value, "cases"):
        row = read_table(item, "cases")
        case, arm = read_text(row["case"], "case", _LONGEST_NAME), _one_of(row["arm"], "arm", ARMS)
        key = (case, arm, _whole(row["number"], "number", repeat))
        grades = tuple(_grade(grader) for grader in _list(row["graders"], "graders"))
        is_met = row["failure"] is None and all_met(grades)
        if _truth(row["met"], "met") != is_met:
            raise ValueError(f"a run of `{case}` is not what its graders say")
        if key in rows:
            raise ValueError(f"a run of `{case}` stands in it twice")
        rows[key] = Mark(case, arm, is_met), grades
    if not rows:
        raise ValueError("nothing was run")
    return rows


def _grade(value: object) -> Grade:
    grader = read_table(value, "graders")
    verdict = _one_of(grader["verdict"], "verdict of a grader", _VERDICTS)
    return Grade(read_text(grader["id"], "id", _LONGEST_NAME), verdict)


def _models(value: object) -> tuple[str, ...]:
    models = _list(value, "models")
    if len(models) > MOST_MODELS:
        raise ValueError("`models` names too many")
    return tuple(read_text(model, "models", LONGEST_MODEL) for model in models)


def _without(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name != key}


def _usd(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= MOST_USD:
        raise ValueError("`usd` is no price")
    return float(value)


def read_text(value: object, field: str, longest: int) -> str:
    """A text that is not empty; raises ValueError where it is something else, or longer."""
    if not isinstance(value, str) or not 0 < len(value) <= longest or "\0" in value:
        raise ValueError(f"`{field}` is no text of at most {longest} characters")
    return value


def _whole(value: object, field: str, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
        raise ValueError(f"`{field}` is no whole number from 1 to {most}")
    return value


def _truth(value: object, field: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"`{field}` is neither true nor false")  # noqa: TRY004 - a wrong value of a document
    return value


def _one_of(value: object, field: str, choices: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"`{field}` is none of {', '.join(choices)}")
    return value


def _list(value: object, field: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"`{field}` is no list")  # noqa: TRY004 - a wrong value of a document
    return value
