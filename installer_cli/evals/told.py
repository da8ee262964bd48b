"""What judges said, in lines for the end of a run."""

from __future__ import annotations

from packformat.evals.judges.comparison import RECORDED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def told_judgements(report: Mapping[str, Any]) -> Iterator[str]:
    """How far judges agree about criteria, and what came of comparing; nothing where nobody was asked."""
    if report["agreement"]["pairs"]:
        yield f"judges agree about criteria in {_of(**report['agreement'])} pairs of votes"
    found = report["comparison"]
    if not found or not report["judges"]:
        return
    other = "the recorded runs" if report["against"] == RECORDED else "the runs without the pack"
    open_ones = f", {found['not_judged']} not judged" if found["not_judged"] else ""
    yield (
        f"compared with {other}: {found['wins']} wins, {found['ties']} ties, {found['losses']} losses"
        f"{open_ones}"
    )
    if found["preferred"]:
        value, low, high = (f"{100 * found['preferred'][key]:.0f}" for key in ("value", "low", "high"))
        yield f"preferred in {value} % of cases (95 % interval {low} to {high}; 50 is no difference)"
    yield f"judges contradicted themselves in {found['contradicted']} of {found['answered']} comparisons"
    if found["agreement"]["pairs"]:
        yield f"judges agree about comparisons in {_of(**found['agreement'])} pairs of votes"


def _of(agreed: int, pairs: int) -> str:
    return f"{agreed} of {pairs}"
