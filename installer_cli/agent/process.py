"""Running a program to its end, or to the end of its time; what it started ends with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from threading import Thread
from typing import cast

from installer_cli.agent.reply import Reply, read_reply
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import IO

    from installer_cli.agent.command import AgentCommand, Task

_LONGEST_OUTPUT = 1 << 20
"""Bytes of a program's output that are kept: its end, where an answer stands."""
_PIECE = 1 << 16
_LAST_SECONDS = 2.0
"""For what an ended program had printed to be read. Longer only something keeps its output open that it put
into a group of its own, and nobody waits for that."""


class Ended:
    """How a program ended; ``code`` is None when its time was over, ``output`` holds what it printed."""

    __slots__ = ("code", "output", "problem", "seconds")

    def __init__(self, code: int | None, output: str, problem: str, seconds: float):
        self.code = code
        self.output = output
        self.problem = problem
        self.seconds = seconds


def run_program(
    argv: Sequence[str],
    *,
    folder: str,
    seconds: float,
    text: str = "",
    environment: Mapping[str, str] | None = None,
) -> Ended:
    """Run a program with ``text`` on its standard input; raises E_AGENT when it cannot be started."""
    started = time.monotonic()
    try:
        process = subprocess.Popen(  # noqa: S603 - the user named the program
            list(argv),
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ERRORS.error("E_AGENT", command=argv[0], reason=reason) from None
    output, problem = _Tail(process.stdout), _Tail(process.stderr)
    Thread(target=_feed, args=(process.stdin, text.encode("utf-8", "replace")), daemon=True).start()
    code: int | None = None
    try:
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(seconds)
    finally:
        _end(process)
    return Ended(code, output.text(), problem.text(), time.monotonic() - started)


class _Tail(Thread):
    """The end of what comes through a pipe: a program that floods it fills no memory."""

    def __init__(self, pipe: IO[bytes] | None):
        super().__init__(daemon=True)
        self._pipe = pipe
        self._kept = b""
        self._is_cut = False
        self.start()

    def run(self) -> None:
        """Read until nobody can write any more."""
        with cast("IO[bytes]", self._pipe) as pipe:
            while piece := os.read(pipe.fileno(), _PIECE):
                kept = self._kept + piece
                self._is_cut = self._is_cut or len(kept) > _LONGEST_OUTPUT
                self._kept = kept[-_LONGEST_OUTPUT:]

    def text(self) -> str:
        """What has come, with the ends of lines that text has; from the beginning of a line if it was cut."""
        self.join(_LAST_SECONDS)
        kept = self._kept
        if self._is_cut:
            kept = kept.partition(b"\n")[2] or kept
        text = kept.decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")


def _feed(pipe: IO[bytes] | None, data: bytes) -> None:
    """Write all that a program is willing to read."""
    with suppress(BrokenPipeError), cast("IO[bytes]", pipe) as opened:
        opened.write(data)


def check_startable(agent: AgentCommand, folder: str) -> None:
    """Look whether an agent's program is there to be started in a folder; raises E_AGENT.

    Nothing is started: it is for those who are asked only after others have worked, for money.
    """
    program = agent.words[0]
    place = os.path.join(folder, program) if os.path.dirname(program) else program
    if shutil.which(place) is None:
        reason = "no program of that name is there, or it may not be executed"
        if os.path.dirname(program) and not os.path.isabs(program):
            reason = "it is started in another folder: name it by its whole path"
        raise ERRORS.error("E_AGENT", command=program, reason=reason)


def ask(agent: AgentCommand, task: Task, folder: str) -> Reply:
    """Give an agent a task in a folder and wait for its answer; raises E_AGENT."""
    argv = agent.argv(task)
    ended = run_program(
        argv, folder=folder, seconds=task.seconds, text=task.prompt, environment=agent.environment(task)
    )
    reply = read_reply(ended.output, is_claude=agent.is_claude)
    reply.seconds = ended.seconds
    reply.session = reply.session or task.session
    if ended.code is None:
        reply.failure = "its time was over"
    elif ended.code and not reply.failure:
        said = (ended.problem.strip() or ended.output.strip()).splitlines()
        reply.failure = f"it ended with {ended.code}" + (f": {said[-1][:200]}" if said else "")
    return reply


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started, which share its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
