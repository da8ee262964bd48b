"""Where a pack's files go: the default target, a plugin folder beside the project's skills, and its memories.

The whole pack lies verbatim in ``.claude/skills/<pack>/``, where Claude Code loads it as a plugin once the
workspace is trusted. A plugin cannot bring memories, so those are placed in ``.claude/memory/<pack>/`` and
loaded by one rule file of ours. Nothing that the user or another pack owns is merged or rewritten.
"""

from __future__ import annotations

from installer_cli.memories import in_memory, index_text, read_memories
from installer_cli.receipt import MANAGED, PlacedFile
from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.paths import MANIFEST_PATH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from installer_cli.memories import Memory
    from installer_cli.source import PackSource

SKILLS = ".claude/skills"
MEMORY = ".claude/memory"
RULES = ".claude/rules"
SHARED = (SKILLS, MEMORY, RULES)
"""The folders that packs share with one another and with the user's own files."""
INDEX = "index.md"
INPUTS = "inputs.md"
"""The values that the pack's index imports beside its memories; made from `ctxpack.toml`, not by the pack."""


class Placement:
    """A file to be placed, and where its bytes come from: a path in the pack, or text made here."""

    __slots__ = ("_path", "_text", "file")

    def __init__(self, file: PlacedFile, path: str = "", text: bytes = b""):
        self.file = file
        self._path = path
        self._text = text

    def read(self, source: PackSource) -> bytes:
        """The bytes to write."""
        return source.read(self._path) if self._path else self._text


def folders(name: str) -> tuple[str, ...]:
    """The folders that belong to a pack alone."""
    return (f"{SKILLS}/{name}", f"{MEMORY}/{name}")


def place(source: PackSource, prefix: str = "") -> list[Placement]:
    """Every file of a pack in its place; paths that an agent is told begin with ``prefix``."""
    name = source.pack.name
    owners = _declared_owners(source)
    placements = [
        _copy(
            source,
            path,
            f"{SKILLS}/{name}/{path}",
            MANAGED if in_memory(path) else _owner(owners, path, MANAGED),
        )
        for path in source.rows
    ]
    memories = read_memories(source)
    asks = asks_for_values(source)
    if memories or asks:
        placements += _place_memories(source, memories, owners, prefix, asks=asks)
    return placements


def _place_memories(
    source: PackSource, memories: list[Memory], owners: Mapping[str, str], prefix: str, *, asks: bool
) -> list[Placement]:
    name = source.pack.name
    placements = [
        _copy(
            source,
            path,
            f"{MEMORY}/{name}/{path.removeprefix('memory/')}",
            _owner(owners, path, memory.ownership),
        )
        for memory in memories
        for path in memory.files
    ]
    for made in (INDEX, INPUTS):
        if any(memory.name == made for memory in memories):
            raise FORMAT.error("E_PATH_COLLISION", path=f"memory/{made}", other=f"{MEMORY}/{name}/{made}")
    index = index_text(name, f"{prefix}{MEMORY}/{name}", memories, first=(INPUTS,) if asks else ())
    rule = f"@../memory/{name}/{INDEX}\n".encode()
    return [*placements, _made(f"{MEMORY}/{name}/{INDEX}", index), _made(f"{RULES}/ctxpack-{name}.md", rule)]


def _copy(source: PackSource, path: str, place: str, ownership: str) -> Placement:
    row = source.rows[path]
    file = PlacedFile(place, row.digest, executable=row.executable, ownership=ownership)
    return Placement(file, path=path)


def _made(place: str, text: bytes) -> Placement:
    return Placement(PlacedFile(place, Digest.of(text), executable=False, ownership=MANAGED), text=text)


def _declared_owners(source: PackSource) -> Mapping[str, str]:
    """The manifest's ``[ownership]``: a path, or a folder with a slash at its end, and its class."""
    declared = _declared(source, "ownership")
    return {str(path): str(owner) for path, owner in declared.items()}


def asks_for_values(source: PackSource) -> bool:
    """Whether a pack asks for values of the user's."""
    return bool(_declared(source, "inputs"))


def _declared(source: PackSource, field: str) -> Any:
    """A field of the manifest, which is parsed only when the field's name stands in it."""
    manifest = source.read(MANIFEST_PATH) if MANIFEST_PATH in source.rows else b""
    if field.encode() not in manifest:
        return {}
    from packformat.texts import read_toml

    return read_toml(MANIFEST_PATH, manifest).get(field, {})


def _owner(owners: Mapping[str, str], path: str, default: str) -> str:
    """The class declared for a path, the most exact declaration first."""
    if not owners:
        return default
    parts = path.split("/")
    candidates = [path, *("/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1))]
    candidates += [candidate.rstrip("/") for candidate in candidates]
    return next((owners[candidate] for candidate in candidates if candidate in owners), default)
