"""What judges said, in lines for the end of a run or a contest."""

from __future__ import annotations

from packformat.evals.judges.comparison import RECORDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def told_judgements(report: Mapping[str, Any]) -> Iterator[str]:
    """How far judges agree about criteria, and what came of comparing; nothing where nobody was asked."""
    yield from _agreement(report)
    if report["comparison"] and report["judges"]:
        other = "the recorded runs" if report["against"] == RECORDED else "the runs without the pack"
        yield from _comparison(f"compared with {other}", report["comparison"])


def told_meetings(report: Mapping[str, Any]) -> Iterator[str]:
    """The same of a contest, in which each two packs are compared; nothing where nobody was asked."""
    yield from _agreement(report)
    if report["comparisons"] and report["judges"]:
        for found in report["comparisons"]:
            yield from _comparison(f"{found['pack']} compared with {found['other']}", found)
        yield "what judges prefer decides no place"


def _agreement(report: Mapping[str, Any]) -> Iterator[str]:
    if report["agreement"]["pairs"]:
        yield f"judges agree about criteria in {_of(**report['agreement'])} pairs of votes"


def _comparison(head: str, found: Mapping[str, Any]) -> Iterator[str]:
    open_ones = f", {found['not_judged']} not judged" if found["not_judged"] else ""
    yield f"{head}: {found['wins']} wins, {found['ties']} ties, {found['losses']} losses{open_ones}"
    if found["preferred"]:
        value, low, high = (f"{100 * found['preferred'][key]:.0f}" for key in ("value", "low", "high"))
        yield f"preferred in {value} % of cases (95 % interval {low} to {high}; 50 is no difference)"
    yield f"judges contradicted themselves in {found['contradicted']} of {found['answered']} comparisons"
    if found["agreement"]["pairs"]:
        yield f"judges agree about comparisons in {_of(**found['agreement'])} pairs of votes"


def _of(agreed: int, pairs: int) -> str:
    return f"{agreed} of {pairs}"
