"""Reports of runs of evals, as `ctxpack eval run` writes them, without running anything."""

from collections.abc import Iterable, Sequence
from typing import Any

from packformat.digest import Digest
from packformat.evals.judges.comparison import comparison_of
from packformat.evals.judges.majority import agreement
from packformat.evals.judges.pair import Pair, Said
from packformat.evals.result import WITH, WITHOUT, Mark, result_of

WON = Said("first", "second")


def report(
    runs: Iterable[tuple[str, str, int, bool]] = (("two", "with", 1, True),),
    *,
    name: str = "adding",
    version: str = "1.0.0",
    archive: str = Digest.of(b"zip"),
    need: str = "all",
    judges: Sequence[dict[str, Any]] = (),
    said: Sequence[Said] = (),
    rubric: str = "letter",
    **fields: Any,
) -> dict[str, Any]:
    """A report of runs, each a case, an arm, a number and whether it was met.

    With ``judges`` each run has a ``rubric``, of which all say what the run says, and each run with the pack
    is compared with its counterpart without it: of a pair they say ``said``, or else that it is won.
    """
    rows = [_row(*run) for run in runs]
    for row in rows if judges else ():
        row["graders"].append(_rubric(rubric, row["met"], len(judges)))
    pairs = _pairs(rows, tuple(said) or (WON,) * len(judges)) if judges else []
    result = result_of([Mark(row["case"], row["arm"], row["met"]) for row in rows], need)
    return {
        "format": 1,
        "pack": {"name": name, "version": version, "archive": archive},
        "evaluators": Digest.of(b"files"),
        "tampered": [],
        "agent": "an-agent",
        "models": ["a-model"],
        "replayed": False,
        "ran_at": "2026-11-28T11:00:00+00:00",
        "repeat": max((row["number"] for row in rows), default=1),
        "capped": None,
        "runs": {"planned": len(rows), "made": len(rows)},
        "usd": 0.5,
        "seconds": 1.0,
        "environment": {},
        "verdict": "met" if result["met"] else "not met",
        **result,
        "retrieval": [],
        "judges": list(judges),
        "agreement": agreement(_votes(rows))._asdict(),
        "against": WITHOUT if pairs else None,
        "pairs": [pair.as_dict() for pair in pairs],
        "comparison": comparison_of(pairs),
        "cases": rows,
        **fields,
    }


def judge(command: str = "a-judge", *models: str) -> dict[str, Any]:
    """A judge of a report."""
    return {"command": command, "models": list(models)}


def _rubric(name: str, met: bool, judges: int) -> dict[str, Any]:  # noqa: FBT001 - a value of a row
    verdict = "met" if met else "not met"
    votes = [verdict] * judges
    criteria = [{"id": criterion, "points": 1, "votes": votes} for criterion in ("kind", "short")]
    return {"id": name, "verdict": verdict, "why": "", "needed": 2, "criteria": criteria}


def _votes(rows: Iterable[dict[str, Any]]) -> list[list[str]]:
    graders = [grader for row in rows for grader in row["graders"]]
    return [one["votes"] for grader in graders for one in grader.get("criteria", ())]


def _pairs(rows: Sequence[dict[str, Any]], said: tuple[Said, ...]) -> list[Pair]:
    runs = {(row["case"], row["arm"], row["number"]): row["transcript"] for row in rows}
    return [
        Pair(case, number, (transcript, runs[case, WITHOUT, number]), said)
        for (case, arm, number), transcript in runs.items()
        if arm == WITH and (case, WITHOUT, number) in runs
    ]


def _row(case: str, arm: str, number: int, met: bool) -> dict[str, Any]:  # noqa: FBT001 - a row of a table
    return {
        "case": case,
        "title": case,
        "kind": "figures",
        "arm": arm,
        "number": number,
        "met": met,
        "failure": None,
        "usd": 0.5,
        "seconds": 1.0,
        "transcript": Digest.of(f"{case} {arm} {number}".encode()),
        "graders": [{"id": "sum", "verdict": "met" if met else "not met", "why": ""}],
    }
