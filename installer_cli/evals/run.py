"""Running the cases of a pack: arm by arm, as often as asked, within what may be spent."""

from __future__ import annotations

import os
import time

from installer_cli.evals.players import Assignment
from installer_cli.evals.workspace import Workspace
from packformat.evals.grade import NOT_MET, all_met, grade_all
from packformat.evals.outcome import Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer_cli.evals.players import Played, Player
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase
    from packformat.evals.grade import Grade


class Caps:
    """What all runs together may use up: US dollars, and minutes from now on."""

    __slots__ = ("_ends", "usd")

    def __init__(self, usd: float, minutes: float):
        self.usd = usd
        self._ends = time.monotonic() + minutes * 60

    @property
    def seconds(self) -> float:
        """The seconds that are left."""
        return self._ends - time.monotonic()

    @property
    def reached(self) -> str:
        """The cap that is reached, in words; empty while both have something left."""
        if self.usd <= 0:
            return "cap on cost"
        return "cap on time" if self.seconds <= 0 else ""


class CaseRun:
    """One run of a case: where it belongs, what the graders say, and what it took."""

    __slots__ = ("arm", "case", "grades", "number", "played")

    def __init__(self, case: EvalCase, arm: str, number: int, played: Played, grades: Sequence[Grade]):
        self.case = case
        self.arm = arm
        self.number = number
        self.played = played
        self.grades = tuple(grades)

    @property
    def is_met(self) -> bool:
        """Whether the agent came to an end and every grader that could judge says so."""
        return not self.played.failure and all_met(self.grades)

    @property
    def reasons(self) -> list[str]:
        """Why it is not met, a line each."""
        failure = [self.played.failure] if self.played.failure else []
        return failure + [f"{grade.id}: {grade.why}" for grade in self.grades if grade.verdict == NOT_MET]


class Ran:
    """All runs that were made, and the cap that ended them early, if one did."""

    __slots__ = ("capped", "planned", "runs")

    def __init__(self, runs: Sequence[CaseRun], planned: int, capped: str):
        self.runs = tuple(runs)
        self.planned = planned
        self.capped = capped


def run_cases(
    subject: Subject,
    cases: Sequence[EvalCase],
    player: Player,
    *,
    arms: Sequence[str],
    repeat: int,
    caps: Caps,
    scratch: str,
    tell: Callable[[CaseRun], None],
) -> Ran:
    """Run every case in every arm ``repeat`` times, the arms side by side; ``tell`` hears of each run.

    Raises E_WORKSPACE, E_EVAL_RECORDING or E_AGENT. Each run has a folder of its own below ``scratch``.
    """
    plan = [(case, arm, number) for number in range(1, repeat + 1) for case in cases for arm in arms]
    runs: list[CaseRun] = []
    for case, arm, number in plan:
        if caps.reached:
            break
        folder = os.path.join(scratch, "runs", f"{case.name}-{arm}-{number}")
        runs.append(run_case(subject, case, player, arm=arm, number=number, caps=caps, folder=folder))
        tell(runs[-1])
    return Ran(runs, len(plan), caps.reached if len(runs) < len(plan) else "")


def run_case(
    subject: Subject, case: EvalCase, player: Player, *, arm: str, number: int, caps: Caps, folder: str
) -> CaseRun:
    """Run one case once in a new ``folder`` and grade what came of it; its price is taken off ``caps``.

    ``subject`` is the pack that the case belongs to. Raises E_WORKSPACE, E_EVAL_RECORDING or E_AGENT.
    """
    os.makedirs(folder)
    workspace = Workspace(folder, subject.folder)
    workspace.prepare(case)
    played = player.play(Assignment(case, workspace, arm, number, caps.usd, caps.seconds))
    caps.usd -= played.usd
    return CaseRun(case, arm, number, played, _grade(subject, case, workspace, played))


def _grade(subject: Subject, case: EvalCase, workspace: Workspace, played: Played) -> Sequence[Grade]:
    outcome = Outcome(
        files=workspace.files(),
        start=workspace.start,
        pack=subject.files,
        answer=played.answer,
        tools=played.tools,
        exit_codes=workspace.exit_codes(case),
    )
    return grade_all(case.graders, outcome)
