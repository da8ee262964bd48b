"""Programs of the operator's: run in a folder and a group of their own, without what the server knows."""

import os
import select
import shlex
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

LONGEST_OUTPUT = 256 * 1024
"""Bytes of what a program prints that are kept."""

_PIECE = 64 * 1024


class ProgramError(Exception):
    """The program did not do its work; the message names the kind of fault and nothing that it printed."""


def run_program(
    command: str,
    *arguments: str,
    folder: str,
    seconds: float,
    text: str = "",
    variables: Mapping[str, str] = {},
) -> bytes:
    """Run a command of the settings, and return what it printed, `LONGEST_OUTPUT` bytes at most.

    It finds ``text`` on its standard input. Its home is the folder, and its environment holds nothing of the
    server's but the ``variables`` that are given. When its time is over, it is ended with all that it
    started. How it ends says nothing: scanners end with 1 when they found something.

    Raises:
        ProgramError: It could not be started, or printed still when its time was over.
    """
    environment = {"PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    environment.update(variables)
    until = time.monotonic() + max(1.0, seconds)
    question = Path(folder, ".question")
    question.write_text(text, "utf-8")
    with question.open("rb") as source:
        try:
            process = subprocess.Popen(  # noqa: S603 - the operator's own setting
                [*shlex.split(command), *arguments],
                cwd=folder,
                env=environment,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except (OSError, ValueError, IndexError) as error:
            raise ProgramError(type(error).__name__) from None
    with process:
        try:
            return _printed(cast("IO[bytes]", process.stdout), until)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _printed(pipe: IO[bytes], until: float) -> bytes:
    """What a program prints until it ends; what is too much is read and dropped, so that it can end."""
    printed = bytearray()
    while (left := until - time.monotonic()) > 0 and select.select([pipe], [], [], left)[0]:
        piece = os.read(pipe.fileno(), _PIECE)
        printed += piece[: LONGEST_OUTPUT - len(printed)]
        if not piece:
            return bytes(printed)
    raise ProgramError("TimeoutExpired")
