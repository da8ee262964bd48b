"""What the runs of a pack's evals say: shares, their difference, and one verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.evals.interval import Interval, difference, share

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ALL, ANY = "all", "any"
NEEDS = (ALL, ANY)
"""Whether a case counts as met when every one of its runs is, or when one of them is."""
WITH, WITHOUT = "with", "without"
ARMS = (WITH, WITHOUT)
"""With the pack, and without it, to see what it changes."""


class Mark(NamedTuple):
    """One run of a case in one arm, met or not."""

    case: str
    arm: str
    is_met: bool


class ArmResult(NamedTuple):
    """One arm: its cases, those of them met once and those met every time, and the mean share of met runs."""

    cases: int
    met_once: int
    met_always: int
    share: Interval

    def met(self, need: str) -> int:
        """How many cases count as met."""
        return self.met_always if need == ALL else self.met_once

    def as_dict(self) -> dict[str, Any]:
        """The arm as JSON-ready values."""
        return {
            "cases": self.cases,
            "met_once": self.met_once,
            "met_always": self.met_always,
            "share": _shown(self.share),
        }


def arm_result(marks: Iterable[Mark], arm: str) -> ArmResult | None:
    """The result of one arm; None when nothing ran in it."""
    mine = [mark for mark in marks if mark.arm == arm]
    return count(mine) if mine else None


def count(marks: Iterable[Mark]) -> ArmResult:
    """The result of runs of one arm, of which there is at least one.

    The interval counts cases, not runs: repeating a case says more about that case, and nothing about others.
    """
    runs: dict[str, list[bool]] = {}
    for mark in marks:
        runs.setdefault(mark.case, []).append(mark.is_met)
    shares = [sum(met) / len(met) for met in runs.values()]
    once, always = sum(map(any, runs.values())), sum(map(all, runs.values()))
    return ArmResult(len(runs), once, always, share(sum(shares), len(shares)))


def result_of(marks: Sequence[Mark], need: str) -> dict[str, Any]:
    """Both arms, the difference that the pack makes, and whether every case with the pack is met."""
    arms = {arm: found for arm in ARMS if (found := arm_result(marks, arm))}
    judged = arms.get(WITH) or arms.get(WITHOUT)
    both = difference(arms[WITH].share, arms[WITHOUT].share) if len(arms) > 1 else None
    return {
        "met": judged is not None and judged.cases == judged.met(need),
        "need": need,
        "arms": {arm: found.as_dict() for arm, found in arms.items()},
        "difference": _shown(both) if both else None,
    }


def _shown(interval: Interval) -> dict[str, float]:
    return {key: round(value, 4) for key, value in interval._asdict().items()}
