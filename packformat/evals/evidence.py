"""What a report of `ctxpack eval run` shows, counted anew from its runs.

A report comes from whoever ran the evals. Its head says how they went, and its rows say how each run went;
the head is believed only as far as it follows from the rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.judges.answer import ABOUT_ONE
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.judge import Judge, read_judges
from packformat.evals.judges.majority import agreement
from packformat.evals.judges.rows import check_turnout, read_against, read_pairs, read_rubric
from packformat.evals.judges.rubrics import RubricCount, rubrics_of
from packformat.evals.result import ARMS, NEEDS, WITH, WITHOUT, Mark, result_of
from packformat.evals.values import (
    LONGEST_COMMAND,
    LONGEST_MODEL,
    LONGEST_NAME,
    MOST_MODELS,
    MOST_REPEATS,
    MOST_USD,
    read_choice,
    read_figure,
    read_list,
    read_names,
    read_table,
    read_text,
    read_time,
    read_truth,
    read_whole,
)
from packformat.evals.verdict import NOT_JUDGED, Grade, all_met

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from packformat.evals.judges.pair import Pair

FORMAT = 1
"""The version of the JSON report; it goes up when a key changes its meaning or is removed."""
VERDICT_MET, VERDICT_NOT_MET = "met", "not met"
"""What a report can show; a void run shows nothing about a pack."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """Who worked on which cases, how often, and what came of it.

    ``arms`` and ``difference`` are as `packformat.evals.result.result_of` returns them; ``not_judged`` counts
    the graders that were left to judges; ``judges`` are those who were asked, ``rubrics`` what they said of
    the runs of the arm that counts, and ``agreement`` how many pairs of their votes on criteria are the same.
    ``comparison`` is what they said of pairs, as `packformat.evals.judges.comparison.comparison_of` counts
    it, and ``against`` what the runs with the pack were compared with, or nothing; ``usd`` is what runs and
    judges cost, as their programs said.
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
    judges: tuple[Judge, ...]
    rubrics: tuple[RubricCount, ...]
    agreement: Mapping[str, int]
    against: str
    comparison: Mapping[str, Any] | None
    usd: float
    verdict: str


def read_evidence(report: Mapping[str, Any]) -> Evidence:
    """Read a report; raises ValueError or KeyError for one that is none, or that contradicts itself."""
    if report["format"] != FORMAT:
        raise ValueError("the report is of another format")
    if report["verdict"] not in (VERDICT_MET, VERDICT_NOT_MET):
        raise ValueError("its run was void, which shows nothing")
    repeat = read_whole(report["repeat"], "repeat", MOST_REPEATS)
    need = read_choice(report["need"], "need", NEEDS)
    judges = read_judges(report["judges"])
    rows = _rows(report["cases"], repeat, len(judges))
    found = result_of([row.mark for row in rows.values()], need)
    runs = read_table(report["runs"], "runs")
    made, planned = len(rows), read_whole(runs["planned"], "runs", MOST_REPEATS * MOST_REPEATS)
    verdict = VERDICT_MET if found["met"] and made == planned and not report["capped"] else VERDICT_NOT_MET
    transcripts = {key: row.transcript for key, row in rows.items()}
    pairs = read_pairs(report["pairs"], report["against"], transcripts, len(judges))
    replayed = read_truth(report["replayed"], "replayed")
    check_turnout(_turnouts(rows.values(), pairs), len(judges), replayed=replayed)
    counted = {
        **_without(found, "need"),
        "comparison": comparison_of(pairs),
        "agreement": _agreement(rows.values()),
    }
    said = {key: report[key] for key in ("verdict", *counted)}
    if runs["made"] != made or said != {"verdict": verdict, **counted}:
        raise ValueError("what the report says at its head does not follow from its runs")
    return Evidence(
        agent=read_text(report["agent"], "agent", LONGEST_COMMAND),
        models=read_names(report["models"], "models", MOST_MODELS, LONGEST_MODEL),
        replayed=replayed,
        ran_at=read_time(report["ran_at"], "ran_at"),
        repeat=repeat,
        need=need,
        cases=tuple(sorted({case for case, _arm, _number in rows})),
        runs=made,
        arms=found["arms"],
        difference=found["difference"],
        not_judged=sum(grade.verdict == NOT_JUDGED for row in rows.values() for grade in row.grades),
        judges=judges,
        rubrics=_rubrics(rows.values(), WITH if WITH in found["arms"] else WITHOUT),
        agreement=counted["agreement"],
        against=read_against(report["against"], pairs),
        comparison=counted["comparison"],
        usd=read_figure(report["usd"], "usd", MOST_USD),
        verdict=verdict,
    )


class _Row(NamedTuple):
    """One run: whether it is met, what each grader says, and the digest of what was said and written."""

    mark: Mark
    grades: tuple[Grade, ...]
    transcript: str


def _rows(value: object, repeat: int, judges: int) -> dict[tuple[str, str, int], _Row]:
    """Every run by its case, arm and number, each with its own verdict drawn from its graders."""
    rows = {}
    for item in read_list(value, "cases"):
        row = read_table(item, "cases")
        case, arm = read_text(row["case"], "case", LONGEST_NAME), read_choice(row["arm"], "arm", ARMS)
        key = (case, arm, read_whole(row["number"], "number", repeat))
        grades = tuple(_grade(grader, judges) for grader in read_list(row["graders"], "graders"))
        is_met = row["failure"] is None and all_met(grades)
        if read_truth(row["met"], "met") != is_met:
            raise ValueError(f"a run of `{case}` is not what its graders say")
        if key in rows:
            raise ValueError(f"a run of `{case}` stands in it twice")
        transcript = read_text(row["transcript"], "transcript", LONGEST_NAME)
        rows[key] = _Row(Mark(case, arm, is_met), grades, transcript)
    if not rows:
        raise ValueError("nothing was run")
    return rows


def _grade(value: object, judges: int) -> Grade:
    grader = read_table(value, "graders")
    name = read_text(grader["id"], "id", LONGEST_NAME)
    verdict = read_choice(grader["verdict"], "verdict of a grader", ABOUT_ONE)
    if "criteria" not in grader:
        return Grade(name, verdict)
    criteria, needed = read_rubric(grader, verdict, judges)
    return Grade(name, verdict, needed=needed, criteria=criteria)


def _turnouts(rows: Iterable[_Row], pairs: Iterable[Pair]) -> Iterable[tuple[str, int]]:
    """The case and the number of votes of each question; nobody is asked of a pair that is too long."""
    for row in rows:
        for grade in row.grades:
            yield from ((row.mark.case, len(one.votes)) for one in grade.criteria)
    yield from ((pair.case, len(pair.said)) for pair in pairs if pair.said)


def _agreement(rows: Iterable[_Row]) -> dict[str, int]:
    criteria = (one for row in rows for grade in row.grades for one in grade.criteria)
    return agreement(one.votes for one in criteria)._asdict()


def _rubrics(rows: Iterable[_Row], arm: str) -> tuple[RubricCount, ...]:
    return rubrics_of((row.mark.case, grade) for row in rows if row.mark.arm == arm for grade in row.grades)


def _without(value: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name != key}
