"""Edits: what a person would change in a file to answer a finding, as a value that a program can apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from packformat.archive import Entry


class Edit(NamedTuple):
    """One change of one file.

    On ``line``, counted from 1, the first ``old`` becomes ``new``; an empty ``old`` puts ``new`` before the
    line, as lines of their own. Line 0 is the whole file: each ``old`` in it becomes ``new``, and with an
    empty ``old`` the file is renamed to ``new``.
    """

    path: str
    line: int
    old: str
    new: str


def apply_edits(entries: Iterable[Entry], edits: Iterable[Edit]) -> list[Entry]:
    """Return the files as they are after every edit that still fits; all other bytes stay as they were.

    An edit whose ``old`` is not on its line any more, or whose new name is taken, is passed over: a later run
    of the rules offers it again where it is still of use.
    """
    files = {entry.path: entry for entry in entries}
    for edit in sorted(set(edits), key=_order):
        entry = files.get(edit.path)
        if entry is None:
            continue
        if edit.line:
            files[edit.path] = entry._replace(data=_edited(entry.data, edit))
        elif edit.old:
            everywhere = entry.data.replace(edit.old.encode("utf-8"), edit.new.encode("utf-8"))
            files[edit.path] = entry._replace(data=everywhere)
        elif edit.new not in files:
            del files[edit.path]
            files[edit.new] = entry._replace(path=edit.new)
    return list(files.values())


def _order(edit: Edit) -> tuple[object, ...]:
    """From the last line to the first, and what is put before a line after what is replaced on it."""
    return edit.path, -edit.line, not edit.old, edit.old, edit.new


def _edited(data: bytes, edit: Edit) -> bytes:
    lines = data.split(b"\n")
    if edit.line > len(lines):
        return data
    line, old, new = lines[edit.line - 1], edit.old.encode("utf-8"), edit.new.encode("utf-8")
    if old:
        lines[edit.line - 1] = line.replace(old, new, 1)
    else:
        end = b"\r" if line.endswith(b"\r") else b""
        lines[edit.line - 1 : edit.line - 1] = [part + end for part in new.split(b"\n")]
    return b"\n".join(lines)
