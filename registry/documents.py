"""Documents as Markdown, converted in a process of their own that can do nothing else."""

from __future__ import annotations

import subprocess
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.convert import program

if TYPE_CHECKING:
    from packformat.convert.result import Converted


class Beside(NamedTuple):
    """A document as Markdown, and beside it the original as a page can show it, in plain values."""

    converted: Converted
    facsimile: dict[str, Any]


def convert_document(name: str, data: bytes, seconds: float = program.SECONDS) -> Converted:
    """A document as Markdown, and what of it is lost; raises E_CONVERT_… as `packformat.convert` says.

    It is given `seconds`, and never more than `program.SECONDS`.
    """
    return program.read_answer(*_run(program.command(name), data, seconds))


def convert_beside(name: str, data: bytes, seconds: float = program.SECONDS) -> Beside:
    """The same, with the original beside it."""
    status, output = _run(program.command_beside(name), data, seconds)
    return Beside(program.read_answer(status, output), program.read_facsimile(output))


def _run(command: list[str], data: bytes, seconds: float) -> tuple[int | None, bytes]:
    """How the program ended (None when its time was over), and what it had written by then."""
    with TemporaryFile() as answer:  # of a size that the program limits, as that of a pipe is not
        try:
            status: int | None = subprocess.run(  # noqa: S603 - our own program, told of the name only its ending
                command,
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env=program.environment(),
                timeout=min(seconds, program.SECONDS),
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            status = None
        answer.seek(0)
        return status, answer.read()
