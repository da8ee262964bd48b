"""Where a pack's files go, as `packformat.placement` says, and whose each of them is."""

from __future__ import annotations

from installer_cli.receipt import MANAGED, PlacedFile
from packformat.digest import Digest
from packformat.memories import in_memory
from packformat.paths import MANIFEST_PATH
from packformat.placement import INPUTS, MEMORY, OTHER_FILES, OTHER_FOLDERS, RULES, SKILLS, placed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from installer_cli.part import Source
    from packformat.placement import Placed
    from packformat.targets.carried import Part
    from packformat.targets.losses import Loss

SHARED = (SKILLS, MEMORY, RULES)
"""The folders that packs share with one another and with the user's own files."""


def _with_folders_above(folders: Iterable[str]) -> tuple[str, ...]:
    """Folders, each after those that it lies in."""
    found: dict[str, None] = {}
    for folder in folders:
        parts = folder.split("/")
        found |= {"/".join(parts[:end]): None for end in range(1, len(parts) + 1)}
    return tuple(found)


SHARED_BY_OTHERS = _with_folders_above(
    (*OTHER_FOLDERS, *(path.rpartition("/")[0] for path in OTHER_FILES if "/" in path))
)
"""The same for other agents, with the folders above."""


class Placement:
    """A file to be placed, and where its bytes come from: a path in the pack, or text made here."""

    __slots__ = ("_path", "_text", "file")

    def __init__(self, file: PlacedFile, path: str = "", text: bytes = b""):
        self.file = file
        self._path = path
        self._text = text

    def read(self, source: Source) -> bytes:
        """The bytes to write."""
        return source.read(self._path) if self._path else self._text


def folders(name: str) -> tuple[str, ...]:
    """The folders that belong to a pack alone."""
    return (f"{SKILLS}/{name}", f"{MEMORY}/{name}")


def inputs_path(name: str) -> str:
    """Where the agent is told the values that the project has given to a pack."""
    return f"{MEMORY}/{name}/{INPUTS}"


def place(source: Source, prefix: str = "") -> list[Placement]:
    """Every file of a pack in its place; paths that an agent is told begin with ``prefix``."""
    said = declared(source, "ownership", "inputs")
    files = placed(
        source.pack.name,
        source.rows,
        lambda path: _read_toml(source, path),
        asks=bool(said.get("inputs")),
        prefix=prefix,
    )
    # A path, or a folder with a slash at its end, and its class.
    stated = said.get("ownership")
    owners = {path: str(owner) for path, owner in stated.items()} if isinstance(stated, dict) else {}
    return [_placement(source, one, owners) for one in files]


class BroughtFor:
    """What a pack brings for an agent other than Claude Code."""

    __slots__ = ("losses", "parts", "placements")

    def __init__(self, placements: list[Placement], parts: list[Part], losses: list[Loss]):
        self.placements = placements
        self.parts = parts
        self.losses = losses


def place_for(target: str, source: Source) -> BroughtFor:
    """What a pack brings for an agent beside Claude Code, as `packformat.targets` says."""
    from packformat.targets.carried import carried

    said = declared(source, "ownership", "inputs")
    found = carried(
        target,
        source.pack.name,
        source.rows,
        source.read,
        lambda path: _read_toml(source, path),
        asks=bool(said.get("inputs")),
    )
    stated = said.get("ownership")
    owners = {path: str(owner) for path, owner in stated.items()} if isinstance(stated, dict) else {}
    placements = [_placement(source, one, owners) for one in found.files]
    return BroughtFor(placements, found.parts, found.losses)


def declared(source: Source, *fields: str) -> Mapping[str, Any]:
    """The manifest, if one of these fields stands in it: parsing it costs a small pack more than all else.

    Raises what `packformat.texts.read_toml` raises.
    """
    manifest = source.read(MANIFEST_PATH) if MANIFEST_PATH in source.rows else b""
    named = any(field.encode() in manifest for field in fields)
    return _read_toml(source, MANIFEST_PATH) if named else {}


def _placement(source: Source, one: Placed, owners: Mapping[str, str]) -> Placement:
    """The copy of a memory is whose the memory says; beside the skills it is the pack's."""
    if not one.path:
        return _made(one.place, one.text)
    if one.memory:
        return _copy(source, one.path, one.place, _owner(owners, one.path, one.memory.ownership))
    owner = MANAGED if in_memory(one.path) else _owner(owners, one.path, MANAGED)
    return _copy(source, one.path, one.place, owner)


def _copy(source: Source, path: str, place: str, ownership: str) -> Placement:
    row = source.rows[path]
    file = PlacedFile(place, row.digest, executable=row.executable, ownership=ownership)
    return Placement(file, path=path)


def _made(place: str, text: bytes) -> Placement:
    return Placement(PlacedFile(place, Digest.of(text), executable=False, ownership=MANAGED), text=text)


def _read_toml(source: Source, path: str) -> dict[str, Any]:
    from packformat.texts import read_toml

    return read_toml(path, source.read(path))


def _owner(owners: Mapping[str, str], path: str, default: str) -> str:
    """The class declared for a path, the most exact declaration first."""
    if not owners:
        return default
    parts = path.split("/")
    candidates = [path, *("/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1))]
    candidates += [candidate.rstrip("/") for candidate in candidates]
    return next((owners[candidate] for candidate in candidates if candidate in owners), default)
