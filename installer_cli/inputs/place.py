"""Telling the agent the values: one file beside a pack's memories, made from `ctxpack.toml` and nothing else.

It belongs to no release, so no update touches it. Its first line holds the digest of the rest: a file that
somebody has edited is theirs, and is never written over.
"""

from __future__ import annotations

import tomllib
from contextlib import suppress

from installer_cli.errors import ERRORS
from installer_cli.inputs.value import Input, shown
from installer_cli.mark import is_ours, marked, stage_marked
from installer_cli.target import inputs_path
from packformat.paths import MANIFEST_PATH
from packformat.placement import SKILLS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from installer_cli.inputs.value import Value
    from installer_cli.project import Project
    from installer_cli.stage import Stage

_MAKER = "`ctxpack configure` from `ctxpack.toml`"


def manifest_in(project: Project, pack: str) -> bytes | None:
    """The manifest of an installed pack as it lies in the project; None when it is not installed."""
    return project.read(f"{SKILLS}/{pack}/{MANIFEST_PATH}")


def inputs_of(manifest: bytes) -> list[Input]:
    """What a pack asks for; nothing when its manifest cannot be read."""
    with suppress(ValueError, KeyError, TypeError):
        return [Input(declared) for declared in tomllib.loads(manifest.decode("utf-8")).get("inputs", [])]
    return []


def inputs_text(pack: str, inputs: Sequence[Input], values: Mapping[str, Value]) -> bytes:
    """The file that an agent reads: every value that is known, in the order in which they are asked for."""
    lines = [f"# Values of this project for {pack}", ""]
    for item in inputs:
        value = values.get(item.key, item.default)
        if value is not None:
            note = "" if item.key in values else " (default)"
            lines.append(f"- {item.title} (`{item.key}`): {shown(value)}{note}")
    return marked("\n".join(lines) + "\n", _MAKER)


def stage_inputs(
    stage: Stage,
    project: Project,
    wanted: Mapping[str, Mapping[str, Value]],
    manifest_of: Callable[[str], bytes | None],
) -> None:
    """Stage every pack's file as it is wanted, but for those that somebody has edited.

    ``manifest_of`` gives the manifest that a pack is to have, None for a pack that is not to be there.
    """
    for pack, values in wanted.items():
        path = inputs_path(pack)
        inputs = inputs_of(manifest_of(pack) or b"")
        text = inputs_text(pack, inputs, values) if inputs else None
        stage_marked(stage, project, path, text, _MAKER)


def refuse_edited(project: Project, packs: Iterable[str]) -> None:
    """Raise E_INPUTS_EDITED when somebody has edited the file of one of these packs."""
    edited = [inputs_path(pack) for pack in packs if not is_as_made(project, pack)]
    if edited:
        raise ERRORS.error("E_INPUTS_EDITED", reasons=edited)


def is_as_made(project: Project, pack: str) -> bool:
    """Whether the file of a pack is as it was made, or is not there."""
    data = project.read(inputs_path(pack))
    return data is None or is_ours(data, _MAKER)
