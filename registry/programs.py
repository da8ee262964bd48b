"""Programs of the operator's: run in a folder and a group of their own, without what the server knows."""

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

LONGEST_OUTPUT = 256 * 1024
"""Bytes of what a program prints that are read."""


class ProgramError(Exception):
    """The program did not do its work; the message names the kind of fault and nothing that it printed."""


def run_program(
    command: str,
    *arguments: str,
    folder: str,
    seconds: float,
    text: str = "",
    variables: tuple[str, ...] = (),
) -> bytes:
    """Run a command of the settings, and return what it printed, `LONGEST_OUTPUT` bytes at most.

    It finds ``text`` on its standard input. Its home is the folder, and its environment holds nothing of the
    server's but the ``variables`` that are named. When its time is over, it is ended with all that it
    started. How it ends says nothing: scanners end with 1 when they found something.

    Raises:
        ProgramError: It could not be started, or its time was over.
    """
    environment = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    environment |= {name: os.environ[name] for name in variables if name in os.environ}
    question, printed = Path(folder, ".question"), Path(folder, ".printed")
    question.write_text(text, "utf-8")
    with question.open("rb") as source, printed.open("wb") as sink:
        try:
            process = subprocess.Popen(  # noqa: S603 - the operator's own setting
                [*shlex.split(command), *arguments],
                cwd=folder,
                env=environment,
                stdin=source,
                stdout=sink,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise ProgramError(type(error).__name__) from None
        try:
            process.wait(max(1.0, seconds))
        except subprocess.TimeoutExpired as error:
            raise ProgramError(type(error).__name__) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    with printed.open("rb") as file:
        return file.read(LONGEST_OUTPUT)
