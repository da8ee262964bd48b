"""Components: what a pack is made of, found by folder and told apart by path alone."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Made = TypeVar("Made")

KINDS = (
    "skill", "agent", "command", "hook", "style", "connector", "memory", "convention", "scaffold",
    "workflow", "loop", "persona", "eval", "example",
)  # fmt: skip
"""Every kind, in the order in which people are shown them."""

ORDER = {kind: place for place, kind in enumerate(KINDS)}
"""The place of each kind among them."""
_SINGLE_FILES = {
    "agents": ("agent", ".md"),
    "commands": ("command", ".md"),
    "output-styles": ("style", ".md"),
    "connectors": ("connector", ".json"),
    "conventions": ("convention", ".toml"),
    "workflows": ("workflow", ".toml"),
    "loops": ("loop", ".toml"),
    "personas": ("persona", ".toml"),
}
_FOLDERS = {"memory": "memory", "evals": "eval", "examples": "example"}
_SKILL_FILES = frozenset(("SKILL.md", "skill.md"))
_FLAT = ("connector", "convention", "workflow", "loop", "persona")
_FLAT_PARTS = 2
_FOLDER_PARTS = 3
_PATHS_KEPT = 8192
"""Paths that need no second look: a pack's are asked about by what builds it and by what looks at it."""


class Component(NamedTuple):
    """One installable part: its kind, its name within the pack, and the path of its file or folder.

    A folder's path ends in a slash.
    """

    kind: str
    name: str
    path: str


def discover(paths: Iterable[str]) -> list[Component]:
    """Find the components among a pack's paths, in the order of `KINDS` and then by name."""
    found = {component for path in paths if (component := component_of(path))}
    return sorted(found, key=lambda component: (ORDER[component.kind], component.name))


@lru_cache(_PATHS_KEPT)
def component_of(path: str) -> Component | None:
    """The component that a file at this path belongs to; none when it belongs to no part."""
    parts = path.split("/")
    top = parts[0]
    if path == "hooks/hooks.json":
        return Component("hook", "hooks", path)
    if top == "skills" and len(parts) == _FOLDER_PARTS and parts[-1] in _SKILL_FILES:
        return Component("skill", parts[1], f"skills/{parts[1]}/")
    if top == "scaffold" and len(parts) == _FOLDER_PARTS and parts[-1] == "scaffold.toml":
        return Component("scaffold", parts[1], f"scaffold/{parts[1]}/")
    if top in _SINGLE_FILES and len(parts) > 1:
        return _single_file(path, parts)
    if top in _FOLDERS and len(parts) >= _FOLDER_PARTS:
        return Component(_FOLDERS[top], parts[1], f"{top}/{parts[1]}/")
    return None


def readable(files: Mapping[str, bytes], kind: str, read: Callable[[str, bytes], Made]) -> dict[str, Made]:
    """What ``read`` makes of each component of a kind that is one file, by its path, in the order of names.

    One that it refuses is left out; of that a rule speaks.
    """
    made = {}
    own = (path for path in files if (component := component_of(path)) and component.kind == kind)
    for component in discover(own):
        try:
            made[component.path] = read(component.path, files[component.path])
        except CtxpackError:
            continue
    return made


def _single_file(path: str, parts: list[str]) -> Component | None:
    """Agents and commands may stand in sub-folders, which are part of their name (``group:name``)."""
    kind, suffix = _SINGLE_FILES[parts[0]]
    if not path.endswith(suffix) or (kind in _FLAT and len(parts) != _FLAT_PARTS):
        return None
    name = ":".join(parts[1:])[: -len(suffix)]
    return Component(kind, name, path) if name.upper() != "README" else None
