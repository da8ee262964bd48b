"""Running the cases of a pack: arm by arm, as often as asked, within what may be spent."""

from __future__ import annotations

import os
from dataclasses import replace

from installer_cli.evals.players import Assignment
from installer_cli.evals.workspace import Workspace
from packformat.evals.grade import grade_all
from packformat.evals.judges.question import compared_by
from packformat.evals.judges.rubric import rubric_questions
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import NOT_MET, all_met

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from installer_cli.evals.caps import Caps
    from installer_cli.evals.panel import Panel
    from installer_cli.evals.players import Played, Player
    from installer_cli.evals.subject import Subject
    from packformat.evals.case import EvalCase
    from packformat.evals.verdict import Grade


class CaseRun:
    """One run of a case: where it belongs, what the graders say, and what it took.

    ``shown`` is what judges see who compare it, where its case asks for that.
    """

    __slots__ = ("arm", "case", "grades", "number", "played", "shown")

    def __init__(
        self,
        case: EvalCase,
        arm: str,
        number: int,
        played: Played,
        grades: Sequence[Grade],
        *,
        shown: str = "",
    ):
        self.case = case
        self.arm = arm
        self.number = number
        self.played = played
        self.grades = tuple(grades)
        self.shown = shown

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
    panel: Panel,
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
        # An answer may name its folder, and whoever compares it is not to see from which arm it comes.
        folder = os.path.join(scratch, "runs", f"{case.name}-{len(runs) + 1}")
        done = run_case(subject, case, player, arm=arm, number=number, caps=caps, panel=panel, folder=folder)
        runs.append(done)
        tell(done)
    return Ran(runs, len(plan), caps.reached if len(runs) < len(plan) else "")


def run_case(
    subject: Subject,
    case: EvalCase,
    player: Player,
    *,
    arm: str,
    number: int,
    caps: Caps,
    panel: Panel,
    folder: str,
) -> CaseRun:
    """Run one case once in a new ``folder`` and grade what came of it.

    Its price is taken off ``caps``, but not that of a replay, which was paid before. ``subject`` is the pack
    that the case belongs to; ``panel`` judges where graders take that. Raises
    E_WORKSPACE, E_EVAL_RECORDING or E_AGENT.
    """
    os.makedirs(folder)
    workspace = Workspace(folder, subject.folder)
    workspace.prepare(case)
    played = player.play(Assignment(case, workspace, arm, number, caps.usd, caps.seconds))
    if not player.is_replay:
        caps.usd -= played.usd
    outcome = _outcome(subject, case, workspace, played, panel)
    grades, shown = grade_all(case.graders, outcome), compared_by(case.compare, outcome)
    return CaseRun(case, arm, number, played, grades, shown=shown)


def _outcome(subject: Subject, case: EvalCase, workspace: Workspace, played: Played, panel: Panel) -> Outcome:
    """What is there to be graded, with what judges say of it where they are asked."""
    outcome = Outcome(
        files=workspace.look().files,  # a run that left more than that is not met
        start=workspace.start,
        pack=subject.files,
        answer=played.answer,
        tools=played.tools,
        exit_codes=workspace.exit_codes(case),
        task=case.prompt,
    )
    asked = [question for grader in case.graders for question in rubric_questions(grader, outcome)]
    return replace(outcome, answers={question: panel.ask(case, question) for question in asked})
