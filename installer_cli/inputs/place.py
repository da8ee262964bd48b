"""Telling the agent the values: one file beside a pack's memories, made from `ctxpack.toml` and nothing else.

It belongs to no release, so no update touches it. Its first line holds the digest of the rest: a file that
somebody has edited is theirs, and is never written over.
"""

from __future__ import annotations

import os
import tomllib
from contextlib import suppress

from installer_cli.errors import ERRORS
from installer_cli.inputs.value import Input, shown
from installer_cli.target import INPUTS, MEMORY, SKILLS
from installer_cli.whole import write_whole
from packformat.digest import Digest
from packformat.paths import MANIFEST_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from installer_cli.inputs.value import Value
    from installer_cli.project import Project

_MARK = "<!-- made by `ctxpack configure` from `ctxpack.toml`: {digest} -->\n"
_HEX = 16


def read_inputs(project: Project, pack: str) -> list[Input] | None:
    """What an installed pack asks for; None when it is not installed."""
    data = project.read(f"{SKILLS}/{pack}/{MANIFEST_PATH}")
    if data is None:
        return None
    with suppress(ValueError, KeyError, TypeError):
        return [Input(declared) for declared in tomllib.loads(data.decode("utf-8")).get("inputs", [])]
    return []


def inputs_text(pack: str, inputs: Sequence[Input], values: Mapping[str, Value]) -> str:
    """The file that an agent reads: every value that is known, in the order in which they are asked for."""
    lines = [f"# Values of this project for {pack}", ""]
    for item in inputs:
        value = values.get(item.key, item.default)
        if value is not None:
            note = "" if item.key in values else " (default)"
            lines.append(f"- {item.title} (`{item.key}`): {shown(value)}{note}")
    body = "\n".join(lines) + "\n"
    return _MARK.format(digest=Digest.of(body.encode("utf-8")).hex[:_HEX]) + body


def place_inputs(project: Project, wanted: Mapping[str, Mapping[str, Value]]) -> list[str]:
    """Bring every pack's file to what is wanted; the paths that somebody has edited, and so stay."""
    edited = []
    for pack, values in wanted.items():
        path = f"{MEMORY}/{pack}/{INPUTS}"
        inputs = read_inputs(project, pack)
        text = inputs_text(pack, inputs, values) if inputs else None
        there = project.read(path)
        if there is not None and not _is_ours(there):
            edited.append(path)
        elif text is None:
            _take_away(project, path)
        elif there != text.encode("utf-8"):
            project.check_no_links(path)
            write_whole(project.path(path), text)
    return edited


def refuse_edited(edited: Sequence[str]) -> None:
    """Raise E_INPUTS_EDITED when there are any."""
    if edited:
        raise ERRORS.error("E_INPUTS_EDITED", reasons=list(edited))


def _is_ours(data: bytes) -> bool:
    first, _, body = data.partition(b"\n")
    return first + b"\n" == _MARK.format(digest=Digest.of(body).hex[:_HEX]).encode("utf-8")


def _take_away(project: Project, path: str) -> None:
    with suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(project.path(path))
        with suppress(OSError):  # other files are there
            os.rmdir(project.path(os.path.dirname(path)))
            os.rmdir(project.path(MEMORY))
