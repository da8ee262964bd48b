"""Programs: files that can be run, and what the text of those that are text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.filetype import PROGRAM, file_type
from packformat.powers.found import Found, found
from packformat.powers.traces import command_traces, program_traces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.powers.files import Files

_SHELL_SUFFIXES = (".sh", ".bash", ".zsh", ".fish", ".ksh")
_SUFFIXES = (
    *(".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".jsx", ".tsx", ".rb", ".pl", ".php", ".lua"),
    *(".ps1", ".psm1", ".bat", ".cmd", ".go", ".rs", ".r", ".jl", ".swift", ".java", ".kts"),
)


def programs_in(files: Files) -> Iterator[Found]:
    """Find the programs by mode and by first bytes, and read the traces in every source file."""
    for path, entry in files.entries.items():
        kind = file_type(entry.data)
        is_native = kind is not None and kind.family == PROGRAM
        if entry.executable or is_native:
            yield found("programs", path, path)
        if not is_native:
            yield from _source_powers(path, entry.data)


def _source_powers(path: str, data: bytes) -> Iterator[Found]:
    name = path.lower()
    first = data[:200].partition(b"\n")[0].rstrip()
    if name.endswith(_SHELL_SUFFIXES) or (first.startswith(b"#!") and first.endswith(b"sh")):
        yield from command_traces(data.decode("utf-8", "replace"), path)
    elif name.endswith(_SUFFIXES) or first.startswith(b"#!"):
        yield from program_traces(data.decode("utf-8", "replace"), path)
