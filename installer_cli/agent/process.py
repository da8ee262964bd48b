"""Running a program to its end, or to the end of its time; what it started ends with it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress

from installer_cli.agent.reply import Reply, read_reply
from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.agent.command import AgentCommand, Task

_LONGEST_OUTPUT = 1 << 20
"""Characters of a program's output that are kept: its end, where an answer stands."""


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
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise ERRORS.error("E_AGENT", command=argv[0], reason=reason) from None
    code: int | None
    try:
        output, problem = process.communicate(text, timeout=seconds)
        code = process.returncode
    except subprocess.TimeoutExpired:
        _end(process)
        output, problem = process.communicate()
        code = None
    except BaseException:
        _end(process)
        process.communicate()
        raise
    return Ended(code, output[-_LONGEST_OUTPUT:], problem[-_LONGEST_OUTPUT:], time.monotonic() - started)


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


def _end(process: subprocess.Popen[str]) -> None:
    """End the program and all that it started, which share its process group."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
