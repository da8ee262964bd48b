"""A pack's memories: what is loaded always, what when needed, and the index file that says so."""

from __future__ import annotations

from packformat.loading import loads_always

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    Describe = Callable[[str], Mapping[str, Any]]

_FOLDER = "memory/"
_DESCRIPTION = "memory.toml"
_UNSAID = "living"
"""Whose a memory is that does not say so: the project's and the pack's, merged."""


class Memory:
    """One memory of a pack: its files, its title, whether it is loaded always, and who owns it."""

    __slots__ = ("always", "files", "name", "ownership", "title")

    def __init__(self, name: str, files: list[str], *, title: str, always: bool, ownership: str):
        self.name = name
        self.files = files
        self.title = title
        self.always = always
        self.ownership = ownership


def in_memory(path: str) -> bool:
    """Whether a path of a pack belongs to one of its memories."""
    return path.startswith(_FOLDER)


def is_of_a_memory(path: str) -> bool:
    """Whether a path is a file of one of the memories; one beside them in ``memory/`` is loaded by nobody."""
    return in_memory(path) and "/" in path.removeprefix(_FOLDER)


def read_memories(paths: Iterable[str], describe: Describe) -> list[Memory]:
    """The memories of a pack, by name; ``describe`` reads the TOML of a path, which few packs have."""
    files: dict[str, list[str]] = {}
    for path in paths:
        if is_of_a_memory(path):
            files.setdefault(path.split("/")[1], []).append(path)
    return [_read_memory(describe, name, of_it) for name, of_it in files.items()]


def index_text(pack: str, folder: str, memories: Iterable[Memory], first: Iterable[str] = ()) -> bytes:
    """The index of a pack's memories: imports of what is always loaded, paths of what is read when needed.

    ``first`` are files beside the index that are imported before the memories.
    """
    lines = [f"# Memories of {pack}", "", *(line for path in first for line in (f"@{path}", ""))]
    for memory in memories:
        notes = [path for path in memory.files if path.endswith(".md")]
        if memory.always:
            lines += [f"## {memory.title}", "", *(f"@{path.removeprefix(_FOLDER)}" for path in notes), ""]
        else:
            places = (f"- `{folder}/{path.removeprefix(_FOLDER)}`" for path in notes)
            lines += [f"## {memory.title} (read these when they are needed)", "", *places, ""]
    return "\n".join(lines).encode("utf-8")


def _read_memory(describe: Describe, name: str, paths: list[str]) -> Memory:
    path = f"{_FOLDER}{name}/{_DESCRIPTION}"
    described = describe(path) if path in paths else {}
    return Memory(
        name,
        paths,
        title=" ".join(str(described.get("title", name)).split()),
        always=loads_always(described),
        ownership=str(described.get("ownership", _UNSAID)),
    )
