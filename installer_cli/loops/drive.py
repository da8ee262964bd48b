"""The driver: turn after turn, until the check passes or something else ends the run.

The verdict is the check's exit code and nothing else: what the agent says about itself, and the exit code of
its client, which calls an overridden hook a success, are written down and believed by nobody.
"""

from __future__ import annotations

import time
import uuid

from installer_cli.agent.command import Task
from installer_cli.agent.process import ask
from installer_cli.errors import ERRORS
from installer_cli.loops.check import Checked, run_check
from installer_cli.loops.guard import differences, watch
from installer_cli.loops.journal import BEGIN, DONE, END, TURN
from installer_cli.loops.state import State
from packformat.loops.permissions import permissions_of
from packformat.loops.wording import BLOCKED, MET, first_prompt, next_prompt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from installer_cli.agent.command import AgentCommand
    from installer_cli.agent.reply import Reply
    from installer_cli.loops.bench import Bench
    from installer_cli.loops.find import FoundLoop
    from installer_cli.loops.journal import Journal
    from packformat.errors import CtxpackError

_LONGEST_SAID = 2000


class Verdict:
    """How a run ended: a word, and the error for every word but ``met``."""

    __slots__ = ("error", "word")

    def __init__(self, word: str, error: CtxpackError | None = None):
        self.word = word
        self.error = error


class Drive:
    """One run of a loop in a project, from its begin or from where its journal ends."""

    def __init__(
        self,
        found: FoundLoop,
        project: str,
        agent: AgentCommand,
        journal: Journal,
        bench: Bench,
        *,
        level: str,
        steps: int,
        tell: Callable[[dict[str, Any]], None],
        may_go_on: Callable[[int], bool],
    ):
        self._found = found
        self._project = project
        self._agent = agent
        self._journal = journal
        self._bench = bench
        self._level = level
        self._steps = steps
        self._tell = tell
        self._may_go_on = may_go_on

    @property
    def state(self) -> State:
        """Where the run stands."""
        return State(self._journal.events)

    def run(self) -> Verdict:
        """Go on to the end and write it down."""
        if self.state.begin is None:
            watched = watch(self._found, self._project)
            self._journal.add(BEGIN, loop=self._found.digest, level=self._level, watched=watched)
        self._bench.open(self.state)
        verdict = self._judge(None)
        while verdict is None:
            reply = self._turn()
            verdict = self._judge(reply)
        facts = self._bench.close(self.state)
        code = verdict.error.code if verdict.error else None
        self._journal.add(END, verdict=verdict.word, error=code, **facts)
        return verdict

    def _turn(self) -> Reply:
        """Let the agent work once and write down what it made of it; the check belongs to the turn."""
        state = self.state
        number = len(state.done) + 1
        is_resumed = state.pending is None and bool(state.last.get("session"))
        session = state.last["session"] if is_resumed else str(uuid.uuid4())
        self._journal.add(TURN, number=number, session=session)
        started = time.monotonic()
        reply = ask(self._agent, self._task(state, session, resume=is_resumed), self._bench.folder())
        facts = self._bench.settle(number, reply)
        checked = run_check(self._found, self._project)
        row = self._journal.add(
            DONE,
            number=number,
            session=reply.session,
            usd=reply.usd,
            seconds=round(time.monotonic() - started, 3),
            claim=_claim(reply.text),
            failure=reply.failure,
            said=reply.text[-_LONGEST_SAID:],
            check=checked.code,
            output=checked.output,
            **facts,
        )
        self._tell(row)
        return reply

    def _task(self, state: State, session: str, *, resume: bool) -> Task:
        caps, found = self._found.loop.caps, self._found
        permissions = permissions_of(found.loop, self._level, found.root, found.tools)
        left = caps.turns - len(state.done)
        parts = [] if resume else [first_prompt(found.loop, found.root)]
        if resume or state.done:
            parts.append(next_prompt(str(state.last.get("output", "")), left))
        return Task(
            "\n\n".join(parts),
            session=session,
            resume=resume,
            turns=self._steps,
            usd=caps.usd - state.usd,
            seconds=caps.minutes * 60 - state.seconds,
            packs=[found.root],
            allow=permissions.allow,
            deny=permissions.deny,
            mode=permissions.mode,
        )

    def _judge(self, reply: Reply | None) -> Verdict | None:
        """The end, or None when there is to be another turn; without a reply nothing was done just now."""
        state = self.state
        changed = self._tampered(state)
        if changed:
            return self._ends("tampered", "E_LOOP_TAMPERED", paths=", ".join(changed))
        if self._checked(state, reply).passes:
            return Verdict("met")
        if state.last.get("claim") == BLOCKED:
            return self._ends("blocked", "E_LOOP_BLOCKED", said=_line_with(BLOCKED, state.last["said"]))
        return self._exhausted(state)

    def _exhausted(self, state: State) -> Verdict | None:
        """The end when there is nothing more to be had: no progress, a cap, or somebody who says stop."""
        if state.idle >= self._found.loop.caps.no_progress:
            return self._without_progress(state)
        capped = self._capped(state)
        if capped:
            return capped
        if not self._may_go_on(len(state.done) + 1):
            return self._ends("stopped", "E_LOOP_STOPPED", turns=len(state.done))
        return None

    def _checked(self, state: State, reply: Reply | None) -> Checked:
        """The check of the turn just done; before the first turn, and after a kill, a new one."""
        if reply:
            return Checked(state.last["check"], state.last["output"])
        return run_check(self._found, self._project)

    def _tampered(self, state: State) -> list[str]:
        begun = state.begin or {}
        changed = differences(begun["watched"], watch(self._found, self._project))
        return changed if self._journal.is_as_written() else [*changed, "the journal of this run"]

    def _without_progress(self, state: State) -> Verdict:
        last, turns = state.last, state.idle
        if last["claim"] == MET:
            return self._ends("claimed", "E_LOOP_CLAIMED", turns=turns, ended=last["check"])
        why = f", {last['failure']}" if last["failure"] else ""
        return self._ends("stuck", "E_LOOP_STUCK", turns=turns, why=why)

    def _capped(self, state: State) -> Verdict | None:
        caps = self._found.loop.caps
        if max(len(state.done), state.killed) >= caps.turns:
            return self._ends("capped", "E_LOOP_CAPPED", cap=caps.turns)
        if state.seconds >= caps.minutes * 60:
            return self._ends("capped", "E_LOOP_TIMED_OUT", cap=caps.minutes)
        return self._ends("capped", "E_LOOP_SPENT", cap=f"{caps.usd:g}") if state.usd >= caps.usd else None

    def _ends(self, word: str, code: str, **values: object) -> Verdict:
        return Verdict(word, ERRORS.error(code, loop=self._found.loop.name, **values))


def _claim(text: str) -> str:
    """What the agent says of itself, from the last of our words that its message has."""
    places = {word: text.rfind(word) for word in (MET, BLOCKED)}
    word = max(places, key=lambda item: places[item])
    return word if places[word] >= 0 else ""


def _line_with(word: str, text: str) -> str:
    line = next((line for line in reversed(text.splitlines()) if word in line), word)
    return line.partition(word)[2].strip(" :") or "it does not say who, or for what"
