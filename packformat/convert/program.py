"""The converters as a program of their own: how it is started, and what it answers.

``python -m packformat.convert NAME`` reads a document on its standard input and writes one JSON document,
within limits that it sets for itself before it reads the first byte. Who starts it adds `SECONDS` of time.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.convert.document import convert, suffix_of
from packformat.convert.facsimile.document import NOTHING, facsimile
from packformat.convert.result import Converted
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import BinaryIO

SECONDS = 60
"""After which the program is to be killed, on a machine that is busy with other things too."""
PROCESSOR_SECONDS = 30
ADDRESSES = 1024 * 1024 * 1024
"""Bytes of address space, most of which a process reserves and never fills."""
_MEMORY = {".pdf": 128, ".xlsx": 1024}
_USUAL_MEMORY = 384
"""MiB that a process may fill. A PDF of 300 pages needs 28 MB and a large workbook 320."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a file the program may write; the registry lets it write its answer to one."""
_BESIDE, _NAMES = "--facsimile", "--names"
_FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.system", "os.fork")


def command(name: str) -> list[str]:
    """The words that start the program for a document of this name (only its ending matters)."""
    return [sys.executable, "-P", "-s", "-m", "packformat.convert", f"document{suffix_of(name)}"]


def command_named(name: str) -> list[str]:
    """The same for a program that leaves people in an export their names."""
    return [*command(name), _NAMES]


def command_beside(name: str) -> list[str]:
    """The same for a program that then also shows the original, as `facsimile` makes it."""
    return [*command(name), _BESIDE]


def memory(name: str) -> int:
    """Bytes that the program may fill for a document of this name."""
    return _MEMORY.get(suffix_of(name), _USUAL_MEMORY) * 1024 * 1024


def environment() -> dict[str, str]:
    """All that the program needs to know of its surroundings: where the converters are."""
    return {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}


def answer(words: Sequence[str], stdin: BinaryIO, stdout: BinaryIO) -> None:
    """Convert what stands on ``stdin`` and write the result, or the error, as a line to ``stdout``.

    The facsimile, when it is asked for, is a line of its own after it: should the program meet a limit while
    it draws, the text is there already.
    """
    name, *more = words
    data = stdin.read()
    try:
        value: dict[str, Any] = convert(name, data, keep_names=_NAMES in more).as_dict()
    except CtxpackError as error:
        value = {"error": error.code, "data": error.as_dict()["data"]}
    except MemoryError:
        value = {"error": "E_CONVERT_LIMIT", "data": {"limit": "memory"}}
    stdout.write(json.dumps(value).encode("utf-8") + b"\n")
    stdout.flush()
    if _BESIDE in more and "error" not in value:
        stdout.write(json.dumps(facsimile(name, data).as_dict()).encode("utf-8") + b"\n")


def read_answer(status: int | None, output: bytes) -> Converted:
    """The result out of what the program wrote; ``status`` is None when its time was over.

    Raises the error that the program met, or E_CONVERT_LIMIT when it came to its end without an answer.
    """
    line, ended, _ = output.partition(b"\n")
    if status is None and not ended:
        raise FORMAT.error("E_CONVERT_LIMIT", limit="time")
    try:
        value = json.loads(line)
    except ValueError:
        raise FORMAT.error(
            "E_CONVERT_LIMIT", limit="time or memory" if status is None or status < 0 else "memory"
        ) from None
    if "error" in value:
        raise FORMAT.error(value["error"], **value["data"])
    return Converted.from_dict(value)


def read_facsimile(output: bytes) -> dict[str, Any]:
    """The facsimile out of what the program wrote; nothing is shown where it did not come to its end."""
    line, ended, _ = output.partition(b"\n")[2].partition(b"\n")
    value: dict[str, Any] = json.loads(line) if ended else NOTHING.as_dict()
    return value


def forbid_the_world() -> None:
    """From here on this process opens no connection and starts no program, whatever a library tries."""
    sys.addaudithook(refuse)


def refuse(event: str, _: tuple[Any, ...]) -> None:
    """The audit hook (PEP 578): what it raises stops the call that the event announces."""
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)
