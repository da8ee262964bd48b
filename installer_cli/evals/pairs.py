"""Comparing runs with the pack with others: those without it, or recordings of another version."""

from __future__ import annotations

from packformat.evals.judges.pair import Pair, pair_questions, said_by
from packformat.evals.result import WITH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from installer_cli.evals.panel import Panel
    from installer_cli.evals.run import CaseRun


def compare_runs(runs: Iterable[CaseRun], others: Iterable[CaseRun], panel: Panel) -> list[Pair]:
    """A pair for each run with the pack that has a counterpart among the others, where its case compares."""
    by_key = {(run.case.name, run.number): run for run in others}
    return [
        _pair(run, other, panel)
        for run in runs
        if run.arm == WITH and run.case.compare and (other := by_key.get((run.case.name, run.number)))
    ]


def _pair(run: CaseRun, other: CaseRun, panel: Panel) -> Pair:
    case = run.case
    criterion = (case.compare or {})["criterion"]
    questions = pair_questions(case.prompt, criterion, run.shown, other.shown)
    said = said_by(*(panel.ask(case, question) for question in questions)) if questions else ()
    return Pair(case.name, run.number, (run.played.transcript, other.played.transcript), said)
