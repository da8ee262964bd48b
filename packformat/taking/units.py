"""Units: what of a pack is taken together or not at all.

A component is a unit, with all files below its folder. So is a folder beside the components, because the
programs in it may load one another; and each file that lies by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.parts import components_of
from packformat.paths import MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packformat.archive import Entry
    from packformat.component import Component

HOLDERS = (
    "skills",
    "agents",
    "commands",
    "output-styles",
    "connectors",
    "memory",
    "conventions",
    "workflows",
    "loops",
    "personas",
    "evals",
    "examples",
)
"""Folders whose files belong to components, or to whatever lies one level below."""
_LICENCES = ("licence", "license", "notice", "copying")
ALWAYS = (MANIFEST_PATH, PLUGIN_MANIFEST_PATH, SERVERS_PATH)
"""Files that say what the pack is: with whatever part of it."""


class Units:
    """The units of a pack: a component by its label, ``skill:bank-rec``, another by the path that it has."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries: Mapping[str, Entry] = {entry.path: entry for entry in entries}
        self.components = takeable(self.entries.values())
        self.of_path: dict[str, str] = {}
        self.files: dict[str, list[str]] = {}
        labels: dict[str, list[str]] = {}
        for part in self.components:
            labels.setdefault(part.path, []).append(label_of(part))
        for path in sorted(self.entries):
            # The innermost first: a component may lie inside the folder of another.
            holders = [label for place in _places(path) for label in labels.get(place, ())]
            units = dict.fromkeys(holders or [_unit_of(path)])
            self.of_path[path] = next(iter(units))
            for unit in units:
                self.files.setdefault(unit, []).append(path)

    @property
    def always(self) -> list[str]:
        """The units that go with every part: what the pack is, and under which licence."""
        return [unit for unit in self.files if unit in ALWAYS or _is_licence(unit)]


def takeable(entries: Iterable[Entry]) -> tuple[Component, ...]:
    """The components that can be taken by their labels: a page that is a skill's is not a command too."""
    found = components_of(entries)
    skills = {part.path for part in found if part.kind == "skill"}
    return tuple(
        part for part in found if f"{part.path.rpartition('/')[0]}/" not in skills or part.path in skills
    )


def label_of(component: Component) -> str:
    """How a component is named on a command line and in files: its kind and its name."""
    return f"{component.kind}:{component.name}"


def _places(path: str) -> Iterator[str]:
    """Where a component may be that holds a file: the file itself, then each folder above it from within."""
    yield path
    for end in range(len(path) - 1, 0, -1):
        if path[end - 1] == "/":
            yield path[:end]


def _unit_of(path: str) -> str:
    top, *below = path.split("/")
    if path in ALWAYS or not below:
        return path
    if top not in HOLDERS:
        return f"{top}/"
    return path if len(below) == 1 else f"{top}/{below[0]}/"


def _is_licence(unit: str) -> bool:
    return "/" not in unit and unit.lower().startswith(_LICENCES)
