from __future__ import annotations

import os
import signal
import sys
import time
import tracemalloc
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from installer_cli.agent.command import AgentCommand, Task
from installer_cli.agent.process import ask, run_program
from packformat.errors import CtxpackError
from tests.support.agents import agent_command

if TYPE_CHECKING:
    from pathlib import Path


def task(seconds: float = 30) -> Task:
    return Task("Add it up", session="s", turns=1, usd=1, seconds=seconds)


def test_an_agent_hears_the_prompt_works_in_the_folder_and_is_heard(tmp_path: Path) -> None:
    (tmp_path / "work").mkdir()
    command = agent_command(tmp_path, "(here / 'out.txt').write_text(prompt)\nsay('Done', 0.5)")
    reply = ask(AgentCommand(command), task(), str(tmp_path / "work"))
    assert (reply.text, reply.usd, reply.session, reply.failure) == ("Done", 0.5, "s", "")
    assert (tmp_path / "work" / "out.txt").read_text() == "Add it up"


def test_an_agent_that_fails_says_why(tmp_path: Path) -> None:
    command = agent_command(tmp_path, "sys.exit('no credit left')")
    reply = ask(AgentCommand(command), task(), str(tmp_path))
    assert reply.failure == "it ended with 1: no credit left"
    silent = agent_command(tmp_path, "sys.exit(3)")
    assert ask(AgentCommand(silent), task(), str(tmp_path)).failure == "it ended with 3"


def test_when_its_time_is_over_an_agent_ends_with_all_that_it_started(tmp_path: Path) -> None:
    start = f"child = subprocess.Popen([{sys.executable!r}, '-c', 'import time; time.sleep(60)'])"
    child = f"import subprocess\n{start}\n"
    body = child + "(here / 'pid').write_text(str(child.pid))\nchild.wait()"
    reply = ask(AgentCommand(agent_command(tmp_path, body)), task(seconds=3), str(tmp_path))
    assert reply.failure == "its time was over"
    pid = int((tmp_path / "pid").read_text())
    for _ in range(3000):
        if not is_alive(pid):
            break
        time.sleep(0.01)
    assert not is_alive(pid)


def test_a_program_that_floods_is_kept_to_its_end_and_fills_no_memory() -> None:
    flood = "import os\nfor _ in range(999): os.write(1, b'x' * (1 << 16) + b'\\n')\nprint('the end')"
    tracemalloc.start()
    ended = run_program([sys.executable, "-c", flood], folder=os.curdir, seconds=120)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    *lines, last = ended.output.splitlines()
    assert (set(lines), last) == ({"x" * (1 << 16)}, "the end")
    assert len(ended.output) <= 1 << 20
    assert most < 1 << 24


@pytest.mark.parametrize("group", ["", ", start_new_session=True"])
def test_what_a_program_leaves_behind_keeps_nobody_waiting(tmp_path: Path, group: str) -> None:
    leave = f"import subprocess, sys\nchild = subprocess.Popen(['sleep', '60']{group})\nprint(child.pid)"
    ended = run_program([sys.executable, "-c", leave], folder=str(tmp_path), seconds=30)
    child = int(ended.output)
    try:
        assert ended.code == 0
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be counted does not."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:  # noqa: PTH123 - no file of ours
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_program_that_is_not_there_is_named() -> None:
    with pytest.raises(CtxpackError) as caught:
        run_program(["no-such-agent"], folder=os.curdir, seconds=1)
    assert caught.value.code == "E_AGENT"
    assert "no-such-agent" in caught.value.message
