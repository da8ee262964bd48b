"""Signed results of evals in plain words: what was run, by whom, and what came of it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from marketplace.wording.judges import ToldJudging, told_judging
from packformat.evals.evidence import VERDICT_MET
from packformat.evals.result import ALL, WITH, WITHOUT
from registry.models import Attestation


class ToldResult(NamedTuple):
    """A result and what to say of it: the verdict in words and how it looks, its arms, the difference.

    `judging` is what judges said, where they were asked.
    """

    row: Attestation
    headline: str
    tone: str
    arms: list[str]
    difference: str
    times: str
    judging: ToldJudging | None


def told_result(row: Attestation) -> ToldResult:
    """Say what a result shows; its cases are counted by what its signer asked of them."""
    judged = row.arms.get(WITH) or row.arms[WITHOUT]
    met, cases = _met(judged, row.need), judged["cases"]
    headline, tone = f"{met} of {cases} cases met", "bad"
    if row.verdict == VERDICT_MET:
        headline, tone = f"every case met ({cases})", "good"
        if row.need != ALL:
            headline, tone = f"every case met at least once ({cases})", "warn"
    return ToldResult(
        row,
        headline,
        tone,
        [f"{arm} the pack {_arm(row.arms[arm], row.need)}" for arm in (WITH, WITHOUT) if arm in row.arms],
        _difference(row.difference),
        "once each" if row.repeat == 1 else f"{row.repeat} times each",
        told_judging(row),
    )


def _arm(arm: Mapping[str, Any], need: str) -> str:
    often = "every time" if need == ALL else "at least once"
    return f"{_met(arm, need)} of {arm['cases']} cases met {often}"


def _met(arm: Mapping[str, Any], need: str) -> int:
    met: int = arm["met_always"] if need == ALL else arm["met_once"]
    return met


def _difference(found: Mapping[str, float] | None) -> str:
    if found is None:
        return ""
    value, low, high = (f"{100 * found[key]:+.0f}" for key in ("value", "low", "high"))
    return f"{value} points (95 % interval {low} to {high})"
