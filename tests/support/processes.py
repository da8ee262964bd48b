"""Start a real program for the length of a `with` block and know when it is ready."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tests.support.waiting import comes_true

GUARD = Path(__file__).with_name("guard.py")


class DidNotStartError(Exception):
    """A program ended, or was not ready in time; the message ends with what it wrote."""


def shipped_by(package: str) -> Path:
    """The folder of an installed package, found without running the package's code."""
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def free_port() -> int:
    """A loopback port that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(
    command: Sequence[str | Path],
    is_ready: Callable[[], bool],
    *,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stop_signal: str = "SIGTERM",
    user: str = "-",
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` until the block ends; the block begins once `is_ready()` is true.

    `env` is added to our own environment. Gives the process whose end is the program's end. Raises
    `DidNotStartError`.
    """
    argv = [sys.executable, "-S", GUARD, stop_signal, user, *command]
    with tempfile.TemporaryFile() as log:
        guard = subprocess.Popen(
            argv,
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env={**os.environ, **(env or {})},
            cwd=cwd,
            start_new_session=True,  # Ctrl-C is for the tests; the guard ends the program after them
        )
        assert guard.stdin is not None
        try:
            decided = comes_true(lambda: guard.poll() is not None or is_ready())
            if not decided or guard.poll() is not None:
                log.seek(0)
                message = f"{command[0]} did not start:\n{log.read().decode(errors='replace')[-4000:]}"
                raise DidNotStartError(message)
            yield guard
        finally:
            guard.stdin.close()
            guard.wait()
