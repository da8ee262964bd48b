"""`make demo` does the main job and leaves nothing behind, however it ends."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.source import ROOT

DEMO = (sys.executable, "-u", "-m", "fixtures.demo")


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    """That of somebody who types `make demo`: without the tests' own settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "CTXPACK_"))}
    return {**own, "TMPDIR": str(tmp_path)}


def test_it_publishes_installs_and_verifies_and_leaves_nothing(
    tmp_path: Path, environment: Mapping[str, str]
) -> None:
    demo = subprocess.run(DEMO, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert demo.returncode == 0, demo.stdout + demo.stderr
    for shown in ("Published ledger-core", "Published accounting-close", "[packs]", ".claude/skills/"):
        assert shown in demo.stdout + demo.stderr
    assert list(tmp_path.iterdir()) == []


def is_pythons_own(path: Path) -> bool:
    """Whether it is the file with which `tempfile` tries out a folder, left by who was killed doing so."""
    return path.is_file() and path.read_bytes() in (b"", b"blat")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_leaves_nothing_when_it_is_interrupted(
    tmp_path: Path, environment: Mapping[str, str], ending: signal.Signals
) -> None:
    # What runs in the background of a script ignores Ctrl-C, and so would what it starts.
    listening = ("env", "--default-signal=INT", *DEMO)
    with subprocess.Popen(
        listening,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # as at a terminal: the signal is for the demo and what it started
    ) as demo:
        assert demo.stdout is not None
        port = next(found[1] for line in demo.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line)))
        os.killpg(demo.pid, ending)
        said = demo.stdout.read()
    assert demo.returncode == 130, said
    assert "Traceback" not in said
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", int(port))) != 0
    assert [path for path in tmp_path.iterdir() if not is_pythons_own(path)] == []
