"""The one file that import changes: a plugin's manifest, where clients would refuse what it says.

A title in place of a name, a name that clients keep for their maker, a version that is none here, and paths
that do not begin as clients want them or lead into a folder that no pack may hold: without the change nobody
could install the pack. Every other byte stays, and each change is told.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.derive import FIRST_VERSION, free_name, read_version, slug
from packformat.names import is_reserved
from packformat.plugin_file import put

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from packformat.archive import Entry

_NAMELESS = "imported-pack"
"""What a pack is called when nothing that names it can be spelled as a name, until its author names it."""
_AGENT_FOLDER = ".claude/"
_NUMBERS = re.compile(r"v?(\d+\.\d+\.\d+)(?![\d.])")
PATH_FIELDS = (
    *("skills", "commands", "agents", "outputStyles"),
    *("hooks", "mcpServers", "lspServers", "monitors"),
)
"""Fields of a plugin's manifest that hold paths, alone or in a list."""


class Mended(NamedTuple):
    """What a manifest says once it is mended, its file, and sentences: what was inferred, and changed."""

    manifest: Mapping[str, Any]
    file: Entry | None
    inferred: tuple[str, ...]
    changed: tuple[str, ...]


def mended(manifest: Mapping[str, Any], file: Entry | None, folder: str, files: Iterable[str]) -> Mended:
    """Mend what keeps a package from being a pack; ``file`` is its plugin manifest, if it has one.

    ``files`` are the paths of all its files. A title that stood where the name belongs is the pack's title.
    """
    said = manifest.get("name")
    called = slug(said) if isinstance(said, str) else ""
    name = free_name(called or slug(folder)) or _NAMELESS
    wanted: dict[str, Any] = {} if name == said else {"name": name}
    inferred = (f"the name `{name}`, {_why(said, called, name)}",) if wanted else ()
    if file:
        wanted |= _moved(manifest, files) | _versioned(manifest.get("version"))
    is_title = "name" in wanted and isinstance(said, str) and not is_reserved(called)
    title = {"displayName": said, **manifest} if is_title else manifest
    file, changed = _changed(file, manifest, wanted) if file else (None, ())
    return Mended({**title, **wanted}, file, inferred, changed)


def _versioned(said: object) -> dict[str, str]:
    """The version in place of one that cannot be read: its three numbers, or the first where it has none."""
    if said is None or read_version(said):
        return {}
    found = _NUMBERS.match(str(said))
    return {"version": str((found and read_version(found[1])) or FIRST_VERSION)}


def _moved(manifest: Mapping[str, Any], files: Iterable[str]) -> dict[str, Any]:
    """The fields whose paths clients refuse, as they are to be: from the pack's folder, in no agent's."""
    there = {path[:end] for path in files for end, char in enumerate(f"{path}/") if char == "/"}
    fields = {key: (manifest[key], _outside(manifest[key], there)) for key in PATH_FIELDS if key in manifest}
    return {key: new for key, (old, new) in fields.items() if new != old}


def _changed(
    file: Entry, manifest: Mapping[str, Any], wanted: Mapping[str, Any]
) -> tuple[Entry, tuple[str, ...]]:
    """The file with the fields that it has as they are wanted, and a sentence for each of them."""
    data, value, told = file.data, dict(manifest), []
    for key in (key for key in wanted if key in manifest):
        told.append(f"`{key}` in `{file.path}` is {_shown(wanted[key])} where it was {_shown(value[key])}")
        data, value = put(data, value, key, wanted[key])
    return file._replace(data=data), tuple(told)


def _why(said: object, called: str, name: str) -> str:
    if called and is_reserved(called):
        return f"because `{called}` is kept for clients, their maker or the registry"
    if called:
        return f"from `{said}`"
    if name == _NAMELESS:
        return "because nothing that it is called can be written in Latin letters; choose a better one"
    return "from the name of the folder"


def _outside(value: object, there: Collection[str]) -> object:
    """A path, or a list of paths: beside a ``.claude/`` where it lay in one, and begun as clients want it."""
    if isinstance(value, list):
        return [_outside(item, there) for item in value]
    path = value.removeprefix("./") if isinstance(value, str) else ""
    if path.startswith(_AGENT_FOLDER):
        return f"./{path.removeprefix(_AGENT_FOLDER)}"
    return f"./{path}" if value == path and path.rstrip("/") in there else value


def _shown(value: object) -> str:
    return ", ".join(f"`{item}`" for item in value) if isinstance(value, list) else f"`{value}`"
