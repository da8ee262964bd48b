"""The judges of a run: programs that are asked now, or answers that were recorded."""

from __future__ import annotations

import os
import uuid
from contextlib import suppress

from installer_cli.agent.command import Task
from installer_cli.agent.process import ask, check_startable
from packformat.digest import Digest
from packformat.evals.judges.answer import LONGEST_ANSWER
from packformat.evals.judges.judge import Judge, models_named
from packformat.evals.judges.recorded import JUDGEMENTS, Judgement, read_judgements, write_judgement

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from typing import Protocol

    from installer_cli.agent.command import AgentCommand
    from installer_cli.evals.caps import Caps
    from packformat.evals.case import EvalCase
    from packformat.evals.judges.recorded import Recorded

    class Panel(Protocol):
        """Judges who are asked together.

        ``usd`` is what they have cost so far; ``is_cut`` says that a cap left one of them unasked.
        """

        usd: float
        is_cut: bool

        @property
        def judges(self) -> Sequence[Judge]:
            """Who has been asked, with the models that answered."""

        def ask(self, case: EvalCase, question: str) -> tuple[str, ...]:
            """What each judge answers, in their order; nothing of those who have no answer."""


class LivePanel:
    """Asks each judge's command, in an empty folder, what it has not been asked before.

    With ``record`` each answer is written down, and an empty one of whoever failed to give any. Judges take
    from the same caps as the runs that they judge. Raises E_AGENT for one that cannot be started, before
    there is anything to judge.
    """

    def __init__(self, commands: Sequence[AgentCommand], caps: Caps, folder: str, record: str | None):
        self.usd = 0.0
        self.is_cut = False
        self._commands = commands
        self._caps = caps
        self._folder = os.path.join(folder, "judges")
        self._record = record
        self._known: dict[tuple[str, str], str] = {}
        self._models: dict[str, set[str]] = {command.text: set() for command in commands}
        os.makedirs(self._folder)
        for command in commands:
            check_startable(command, self._folder)

    @property
    def judges(self) -> tuple[Judge, ...]:
        """All of them, in the order in which they are asked."""
        return _judges(self._models)

    def ask(self, case: EvalCase, question: str) -> tuple[str, ...]:
        """Ask them all; raises E_AGENT when one can be started no more."""
        return tuple(self._answer(case, judge, question) for judge in self._commands)

    def _answer(self, case: EvalCase, judge: AgentCommand, question: str) -> str:
        key = (judge.text, question)
        if key not in self._known:
            if self._caps.reached:
                self.is_cut = True
                return ""
            self._known[key] = self._asked(case, judge, question)
        return self._known[key]

    def _asked(self, case: EvalCase, judge: AgentCommand, question: str) -> str:
        task = Task(
            question,
            session=str(uuid.uuid4()),
            turns=1,
            usd=self._caps.usd,
            seconds=self._caps.seconds,
            mode="default",
            # It reads what strangers wrote, which may ask for more than an answer.
            only_answers=True,
        )
        reply = ask(judge, task, self._folder)
        self._caps.usd -= reply.usd
        self.usd += reply.usd
        models = models_named(reply.models)
        self._models[judge.text].update(models)
        if reply.failure:
            self.is_cut = self.is_cut or bool(self._caps.reached)
        # One character more than is read: what was too long stays too long when it is replayed.
        answer = "" if reply.failure else reply.text[: LONGEST_ANSWER + 1]
        if self._record:
            digest = Digest.of(question.encode("utf-8"))
            judgement = Judgement(judge.text, digest, answer, reply.usd, models)
            self._keep(os.path.join(self._record, case.name), judgement)
        return answer

    def _keep(self, folder: str, judgement: Judgement) -> None:
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, JUDGEMENTS), "ab") as file:
            file.write(write_judgement(judgement))


class RecordedPanel:
    """Answers as judges did when the runs that are replayed were judged; of other runs it knows nothing.

    ``recorded`` says where the judgements of a case would be, and what is there.
    """

    is_cut = False

    def __init__(self, recorded: Callable[[EvalCase], tuple[str, bytes]]):
        self.usd = 0.0
        self._read = recorded
        self._recorded: dict[str, Recorded] = {}
        self._asked: set[tuple[str, str]] = set()
        self._models: dict[str, set[str]] = {}

    @property
    def judges(self) -> tuple[Judge, ...]:
        """Whoever judged one of the cases, in the order of their first answers."""
        return _judges(self._models)

    def ask(self, case: EvalCase, question: str) -> tuple[str, ...]:
        """What each judge of the case answered; raises E_MANIFEST_… for a recording that is none."""
        if case.name not in self._recorded:
            self._recorded[case.name] = read_judgements(*self._read(case))
            for judge in self._recorded[case.name].judges:
                self._models.setdefault(judge, set())
        found = self._recorded[case.name].answers(question)
        if (case.name, question) not in self._asked:
            self._asked.add((case.name, question))
            self.usd += sum(one.usd for one in found)
            for one in found:
                self._models[one.judge].update(one.models)
        return tuple(one.answer for one in found)


def judgements_in(folder: str, case: EvalCase) -> tuple[str, bytes]:
    """Where the judgements of a case are recorded below a folder, and what is there: maybe nothing."""
    path = os.path.join(folder, case.name, JUDGEMENTS)
    with suppress(FileNotFoundError), open(path, "rb") as file:
        return path, file.read()
    return path, b""


def _judges(models: Mapping[str, Collection[str]]) -> tuple[Judge, ...]:
    return tuple(Judge(command, models_named(names)) for command, names in models.items())
