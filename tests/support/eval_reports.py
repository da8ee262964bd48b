"""Reports of runs of evals, as `ctxpack eval run` writes them, without running anything."""

from collections.abc import Iterable
from typing import Any

from packformat.digest import Digest
from packformat.evals.result import Mark, result_of


def report(
    runs: Iterable[tuple[str, str, int, bool]] = (("two", "with", 1, True),),
    *,
    name: str = "adding",
    version: str = "1.0.0",
    archive: str = Digest.of(b"zip"),
    need: str = "all",
    **fields: Any,
) -> dict[str, Any]:
    """A report of runs, each a case, an arm, a number and whether it was met."""
    rows = [_row(*run) for run in runs]
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
        "judges": [],
        "pairs": [],
        "comparison": None,
        "cases": rows,
        **fields,
    }


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
