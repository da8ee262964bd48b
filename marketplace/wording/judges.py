"""What judges said of the runs of a result, in plain words."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from packformat.evals.judges.comparison import RECORDED
from registry.models import Attestation

SHOWN_RUBRICS = 5
"""Of one result; the rest stand in the signed document."""
_GRADER_FILE = re.compile(r"[\w.-]+\.md", re.ASCII)
"""What a grader of Claude Code's own is called; any other stands in the file of all."""


class ToldRubric(NamedTuple):
    """A rubric: its case and name, which strangers chose, where it lies in the pack, and what was said."""

    case: str
    name: str
    path: str
    asks: str
    found: str


class ToldJudging(NamedTuple):
    """Who judged, by what and how surely; `judges` and names are words of strangers, the rest is ours.

    A judge has a `command` and `models`; without any it may be a script or a person.
    """

    judges: list[Mapping[str, Any]]
    rubrics: list[ToldRubric]
    more_rubrics: int
    compared: list[str]
    sureness: list[str]


def told_judging(row: Attestation) -> ToldJudging | None:
    """Say what judges said; None where nobody was asked."""
    if not row.judges:
        return None
    return ToldJudging(
        row.judges,
        [_rubric(rubric) for rubric in row.rubrics[:SHOWN_RUBRICS]],
        len(row.rubrics[SHOWN_RUBRICS:]),
        _compared(row.comparison, row.against) if row.comparison else [],
        _sureness(row.comparison, row.agreement),
    )


def _rubric(rubric: Mapping[str, Any]) -> ToldRubric:
    case, name = rubric["case"], rubric["grader"]
    file = f"graders/{name}" if _GRADER_FILE.fullmatch(name) else "graders.toml"
    criteria = "1 criterion" if rubric["criteria"] == 1 else f"{rubric['criteria']} criteria"
    asks = f"{criteria}, {rubric['needed']} of {_counted(rubric['points'], 'point')} needed"
    runs = rubric["met"] + rubric["not_met"] + rubric["not_judged"]
    undecided = f", {rubric['not_judged']} undecided" if rubric["not_judged"] else ""
    found = f"met in {rubric['met']} of {_counted(runs, 'run')}{undecided}"
    return ToldRubric(case, name, f"evals/{case}/{file}", asks, found)


def _compared(found: Mapping[str, Any], against: str) -> list[str]:
    other = "recorded runs, which its sender chose" if against == RECORDED else "the runs without the pack"
    pairs = sum(found[key] for key in ("wins", "ties", "losses"))
    open_ones = f", {found['not_judged']} not judged" if found["not_judged"] else ""
    counts = f"{found['wins']} won, {found['ties']} tied, {found['losses']} lost{open_ones}"
    lines = [f"of {_counted(pairs, 'pair')} with {other}: {counts}"]
    if found["preferred"]:
        value, low, high = (f"{100 * found['preferred'][key]:.0f}" for key in ("value", "low", "high"))
        lines.append(f"preferred in {value} % of cases (95 % interval {low} to {high}; 50 is no difference)")
    return lines


def _sureness(found: Mapping[str, Any] | None, agreement: Mapping[str, int]) -> list[str]:
    lines = []
    if found and found["answered"]:
        same = found["answered"] - found["contradicted"]
        lines.append(
            f"asked again with the two results exchanged, judges said the same {same} of "
            f"{_counted(found['answered'], 'time')}; otherwise it is a tie"
        )
    votes = [("criteria", agreement), *((("pairs", found["agreement"]),) if found else ())]
    return lines + [
        f"several judges agree about {what} in {of['agreed']} of {of['pairs']} comparisons of their votes"
        for what, of in votes
        if of["pairs"]
    ]


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
