"""Documents as Markdown, converted in a process of their own that can do nothing else.

The registry has the same few lines: `packformat`, which is all that the two could share, starts no process.
"""

from __future__ import annotations

import subprocess

from packformat.convert import program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from packformat.convert.result import Converted


def convert_document(name: str, data: bytes, *, keep_names: bool = False) -> Converted:
    """A document as Markdown, and what of it is lost; raises E_CONVERT_… as `packformat.convert` says.

    Who speaks in an export has a number instead of a name, unless ``keep_names``.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program, told of the name only its ending
            program.command_named(name) if keep_names else program.command(name),
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=program.environment(),
            timeout=program.SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return program.read_answer(None, b"")
    return program.read_answer(done.returncode, done.stdout)
