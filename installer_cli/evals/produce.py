"""From a pack, somebody who works and a plan of runs to the report of them."""

from __future__ import annotations

import datetime
import tempfile
from typing import NamedTuple

from installer_cli.evals.report import Report
from installer_cli.evals.run import Caps, Ran, run_cases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer_cli.evals.players import Player
    from installer_cli.evals.run import CaseRun
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase

USD, MINUTES = "5", "60"
"""What a run may use up unless it says otherwise: a run that nobody watches must come to an end."""


class Produced(NamedTuple):
    """A report, and the runs that it is about."""

    report: Report
    ran: Ran


class RunPlan:
    """Which cases are run in which arms, how often, when a case counts as met, and what all may use up."""

    __slots__ = ("arms", "caps", "cases", "need", "repeat")

    def __init__(self, cases: Sequence[EvalCase], *, arms: Sequence[str], repeat: int, need: str, caps: Caps):
        self.cases = cases
        self.arms = arms
        self.repeat = repeat
        self.need = need
        self.caps = caps


def produce_report(
    subject: Subject, plan: RunPlan, player_in: Callable[[str], Player], tell: Callable[[CaseRun], None]
) -> Produced:
    """Run the plan in a folder that is gone afterwards; ``player_in`` makes who works, given that folder."""
    ran_at = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory(prefix="ctxpack-eval-") as scratch:
        player = player_in(scratch)
        ran = run_cases(
            subject,
            plan.cases,
            player,
            arms=plan.arms,
            repeat=plan.repeat,
            caps=plan.caps,
            scratch=scratch,
            tell=tell,
        )
    report = Report(
        subject,
        ran,
        player,
        ran_at=ran_at,
        repeat=plan.repeat,
        need=plan.need,
        tampered=subject.changed(),
    )
    return Produced(report, ran)
