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
_COMPILED_SUFFIXES = (
    *(".so", ".dylib", ".dll", ".exe", ".pyd", ".node", ".wasm"),
    *(".pyc", ".pyz", ".whl", ".jar", ".class"),
)


def runnable_in(files: Files) -> Iterator[Found]:
    """Find the programs by mode and by first bytes."""
    for path, entry in files.entries.items():
        if entry.executable or _is_native(entry.data):
            yield found("programs", path, path)


def is_source(path: str, data: bytes) -> bool:
    """Whether a file is the text of a program."""
    return (is_named_source(path) or data.startswith(b"#!")) and not _is_native(data)


def is_named_source(path: str) -> bool:
    """Whether a file is called as the text of a program."""
    return path.lower().endswith((*_SHELL_SUFFIXES, *_SUFFIXES))


def is_named_program(path: str) -> bool:
    """Whether a file is called as a program, as its text or as what was made of it."""
    return is_named_source(path) or path.lower().endswith(_COMPILED_SUFFIXES)


def source_powers(path: str, data: bytes) -> Iterator[Found]:
    """Find the traces in the text of a program."""
    first = data[:200].partition(b"\n")[0].rstrip()
    is_shell = path.lower().endswith(_SHELL_SUFFIXES) or (first.startswith(b"#!") and first.endswith(b"sh"))
    traces = command_traces if is_shell else program_traces
    yield from traces(data.decode("utf-8", "replace"), path)


def _is_native(data: bytes) -> bool:
    kind = file_type(data)
    return kind is not None and kind.family == PROGRAM
