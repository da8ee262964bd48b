"""Who works on a case: a recorded transcript, or an agent."""

from __future__ import annotations

import os
import shutil
import uuid
from typing import NamedTuple

from installer_cli.agent.command import Task
from installer_cli.agent.process import ask
from installer_cli.errors import ERRORS
from installer_cli.evals.panel import judgements_in
from installer_cli.evals.workspace import TOO_MUCH
from packformat.digest import Digest
from packformat.evals.judges.recorded import JUDGEMENTS
from packformat.evals.result import WITH
from packformat.evals.transcript import LONGEST_FAILURE, Turn, read_transcript, write_transcript
from packformat.paths import PLUGIN_ROOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from installer_cli.agent.command import AgentCommand
    from installer_cli.evals.subject import Subject
    from installer_cli.evals.workspace import Workspace
    from packformat.evals.case import EvalCase

    class Player(Protocol):
        """Works on cases."""

        name: str
        is_replay: bool

        def play(self, work: Assignment) -> Played:
            """Do the work, spending no more than what is left."""

        def judgements(self, case: EvalCase) -> tuple[str, bytes]:
            """Where the judgements of the runs that it plays would be recorded, and what is there."""


_TRANSCRIPTS = "transcripts"


class Assignment(NamedTuple):
    """A case to work on in a workspace, in one of the arms, for the n-th time; and what is left to spend."""

    case: EvalCase
    workspace: Workspace
    arm: str
    number: int
    usd: float
    seconds: float


class Played:
    """What is known of a run besides its files: the turns, tools, price and models, and why it failed."""

    __slots__ = ("models", "seconds", "turns")

    def __init__(self, turns: Sequence[Turn], seconds: float = 0.0, models: Sequence[str] = ()):
        self.turns = tuple(turns)
        self.seconds = seconds
        self.models = tuple(models)

    @property
    def answer(self) -> str:
        """The agent's last message."""
        return next((turn.text for turn in reversed(self.turns) if turn.role == "assistant"), "")

    @property
    def failure(self) -> str:
        """Why it came to no end; nothing where it did."""
        return next((turn.failure for turn in self.turns if turn.failure), "")

    @property
    def tools(self) -> tuple[str, ...]:
        """Every tool used, in order."""
        return tuple(tool for turn in self.turns for tool in turn.tools)

    @property
    def usd(self) -> float:
        """What it cost."""
        return sum(turn.usd for turn in self.turns)

    @property
    def tokens(self) -> int:
        """The tokens that models read and wrote; 0 where nobody said."""
        return sum(turn.tokens for turn in self.turns)

    @property
    def transcript(self) -> Digest:
        """The digest of the run as it would be recorded: the same whenever it is replayed."""
        return Digest.of(write_transcript(self.turns))


class Replay:
    """Plays transcripts: a case's own of that name, or those of a folder that ``--record`` wrote.

    A case's own transcript is of the arm with the pack; it is the same however often it is played.
    """

    is_replay = True

    def __init__(self, subject: Subject, source: str):
        self._subject = subject
        self._source = source
        self._is_folder = os.path.isdir(source)
        self.name = f"replay of {source}"

    def play(self, work: Assignment) -> Played:
        """Write what was written; raises E_EVAL_RECORDING when there is no such transcript."""
        path, data = self._read(work.case, work.arm, work.number)
        turns = read_transcript(path, data)
        for turn in turns:
            work.workspace.write(turn.files)
        return Played(turns)

    def judgements(self, case: EvalCase) -> tuple[str, bytes]:
        """The case's own judgements, or those of the folder; nothing where there are none."""
        if not self._is_folder:
            path = f"{case.folder}{JUDGEMENTS}"
            return path, self._subject.files.get(path, b"")
        return judgements_in(self._source, case)

    def _read(self, case: EvalCase, arm: str, number: int) -> tuple[str, bytes]:
        if self._is_folder:
            path = os.path.join(self._source, recording_name(case.name, arm, number))
            try:
                with open(path, "rb") as file:
                    return path, file.read()
            except OSError:
                raise ERRORS.error("E_EVAL_RECORDING", path=path) from None
        path = f"{case.folder}{_TRANSCRIPTS}/{self._source}.jsonl"
        if arm != WITH or path not in self._subject.files:
            shown = path if arm == WITH else f"{case.name}, {arm} the pack"
            raise ERRORS.error("E_EVAL_RECORDING", path=shown)
        return path, self._subject.files[path]


class LiveAgent:
    """Gives each case to an agent's command; with ``record`` each run is written down.

    The agent gets a copy of the pack without its evals, so the answers are not before its eyes. Where there
    is no ``subject``, it works without any pack.
    """

    is_replay = False

    def __init__(self, subject: Subject | None, agent: AgentCommand, scratch: str, record: str | None = None):
        self._memories = subject.memories() if subject else {}
        self._agent = agent
        self._record = record
        self._packs = _copies(subject, scratch) if subject else []
        self.name = agent.text

    def play(self, work: Assignment) -> Played:
        """Ask the agent; raises E_AGENT."""
        case, workspace = work.case, work.workspace
        packs = self._packs if work.arm == WITH else []
        prompt = case.prompt
        if packs:
            prompt = prompt.replace(PLUGIN_ROOT, packs[-1])
            workspace.write(self._memories)
        task = Task(
            prompt,
            session=str(uuid.uuid4()),
            turns=case.max_turns,
            usd=work.usd,
            seconds=work.seconds,
            packs=packs,
            allow=case.allowed_tools,
        )
        reply = ask(self._agent, task, workspace.folder)
        after, is_all = workspace.look()
        written = {path: data for path, data in after.items() if workspace.start.get(path) != data}
        failure = reply.failure or ("" if is_all else TOO_MUCH)
        answer = Turn(
            role="assistant",
            text=reply.text,
            files=written,
            tools=reply.tools,
            usd=reply.usd,
            tokens=reply.tokens,
            failure=failure[:LONGEST_FAILURE],
        )
        turns = [Turn(role="user", text=prompt), answer]
        played = Played(turns, reply.seconds, reply.models)
        if self._record:
            self._keep(recording_name(case.name, work.arm, work.number), played)
        return played

    def judgements(self, case: EvalCase) -> tuple[str, bytes]:
        """None: nobody has judged yet what is done only now."""
        return case.folder, b""

    def _keep(self, name: str, played: Played) -> None:
        path = os.path.join(self._record or "", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(write_transcript(played.turns))


def recording_name(case: str, arm: str, number: int) -> str:
    """Where a run is recorded below the folder of recordings."""
    return f"{case}/{arm}-{number}.jsonl"


def _copies(subject: Subject, scratch: str) -> list[str]:
    """Copies of the packs that this one requires, where they lie beside it, and last of the pack itself."""
    beside = os.path.dirname(subject.folder)
    required = [str(requirement.name) for requirement in subject.built.manifest.requires]
    sources = [path for name in required if os.path.isdir(path := os.path.join(beside, name))]
    copies = []
    for source in [*sources, subject.folder]:
        copy = os.path.join(scratch, "packs", os.path.basename(source))
        shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__", "evals"))
        copies.append(copy)
    return copies
