"""From a pack, somebody who works and a plan of runs to the report of them."""

from __future__ import annotations

import datetime
import math
import os
import tempfile
from typing import NamedTuple

from installer_cli.evals.caps import Caps
from installer_cli.evals.pairs import compare_runs
from installer_cli.evals.panel import LivePanel, RecordedPanel
from installer_cli.evals.players import Replay
from installer_cli.evals.report import Judged, Report
from installer_cli.evals.run import Ran, run_cases
from packformat.evals.judges.comparison import RECORDED
from packformat.evals.result import WITH, WITHOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer_cli.agent.command import AgentCommand
    from installer_cli.evals.panel import Panel
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


class Judging(NamedTuple):
    """Who judges, where their answers are written down, and the recordings with which runs are compared.

    Without ``judges`` those are heard who judged the runs that are replayed; without ``against`` runs with
    the pack are compared with those without it.
    """

    judges: Sequence[AgentCommand] = ()
    record: str | None = None
    against: str | None = None


class RunPlan:
    """Which cases are run in which arms, how often, when one counts as met, within which caps, who judges."""

    __slots__ = ("arms", "caps", "cases", "judging", "need", "repeat")

    def __init__(
        self,
        cases: Sequence[EvalCase],
        *,
        arms: Sequence[str],
        repeat: int,
        need: str,
        caps: Caps,
        judging: Judging,
    ):
        self.cases = cases
        self.arms = arms
        self.repeat = repeat
        self.need = need
        self.caps = caps
        self.judging = judging


def produce_report(
    subject: Subject, plan: RunPlan, player_in: Callable[[str], Player], tell: Callable[[CaseRun], None]
) -> Produced:
    """Run the plan in a folder that is gone afterwards; ``player_in`` makes who works, given that folder."""
    ran_at = datetime.datetime.now(datetime.UTC)
    with tempfile.TemporaryDirectory(prefix="ctxpack-eval-") as scratch:
        player = player_in(scratch)
        panel = _panel(plan, player, scratch)
        others = _others(subject, plan, scratch)
        ran = run_cases(
            subject,
            plan.cases,
            player,
            arms=plan.arms,
            repeat=plan.repeat,
            caps=plan.caps,
            panel=panel,
            scratch=scratch,
            tell=tell,
        )
        without = [run for run in ran.runs if run.arm == WITHOUT]
        pairs = compare_runs(ran.runs, without if others is None else others, panel)
        if panel.is_cut:
            ran.capped = ran.capped or plan.caps.reached
    report = Report(
        subject,
        ran,
        player,
        Judged(panel, pairs, against=WITHOUT if others is None else RECORDED),
        ran_at=ran_at,
        repeat=plan.repeat,
        need=plan.need,
        tampered=subject.changed(),
    )
    return Produced(report, ran)


def _panel(plan: RunPlan, player: Player, scratch: str) -> Panel:
    judging = plan.judging
    if judging.judges:
        return LivePanel(judging.judges, plan.caps, scratch, judging.record)
    return RecordedPanel(player.judgements)


def _others(subject: Subject, plan: RunPlan, scratch: str) -> Sequence[CaseRun] | None:
    """The recorded runs to compare with, played in a folder of their own; None where there are none.

    They have been paid for, so nothing of what may be spent is used up.
    """
    if plan.judging.against is None:
        return None
    player = Replay(subject, plan.judging.against)
    ran = run_cases(
        subject,
        [case for case in plan.cases if case.compare],
        player,
        arms=[WITH],
        repeat=plan.repeat,
        caps=Caps(math.inf, float(MINUTES)),
        panel=RecordedPanel(player.judgements),
        scratch=os.path.join(scratch, "against"),
        tell=lambda _run: None,
    )
    return ran.runs
