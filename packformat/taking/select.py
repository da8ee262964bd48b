"""Selecting: from the components that somebody named to all that these need, as far as the bytes tell.

A unit needs what its files mention. Where a mention can be read in two ways it counts: rather a page too many
than a part that does not work. What nothing mentions is left out, and that includes what runs by itself: a
hook is taken by whoever names it.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from packformat.conventions.page import MEMORY_NAME
from packformat.loops.skill import skill_name
from packformat.personas.made import skill_name as persona_skill
from packformat.taking.mentions import PAGES, TOOL, Mentions, mentions_of
from packformat.taking.units import HOLDERS, Units, label_of
from packformat.workflows.made import command_name
from packformat.workflows.made import skill_name as workflow_skill

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packformat.archive import Entry
    from packformat.component import Component

_MADE_OF = {
    "loop": (f"skill:{skill_name('{name}')}",),
    "convention": (f"memory:{MEMORY_NAME}",),
    "workflow": (f"skill:{workflow_skill('{name}')}", f"command:{command_name('{name}')}"),
    "persona": (f"skill:{persona_skill('{name}')}",),
}
"""What the build makes of components, by kind."""
_CALLABLE = (*PAGES, "connector", "memory")
"""Kinds that are called by their names alone."""


class Selection(NamedTuple):
    """What is taken of a pack.

    ``paths`` are the files; ``taken`` and ``left_out`` the components, in their order; ``needed_by`` says of
    each unit that was not named which one mentions it. ``words`` are all that the taken files say, in small
    letters.
    """

    paths: frozenset[str]
    taken: tuple[Component, ...]
    left_out: tuple[Component, ...]
    needed_by: Mapping[str, str]
    words: frozenset[str]

    def says(self, name: str) -> bool:
        """Whether what is taken mentions a pack or server of this name, as prose or a program writes it."""
        small = name.lower()
        return small in self.words or small.replace("-", "_") in self.words or _has_tool(small, self.words)


def select(entries: Iterable[Entry], labels: Iterable[str]) -> Selection:
    """Select the components with these labels, such as ``skill:bank-rec``, and what they need.

    A label that the pack does not have selects nothing.
    """
    units = Units(entries)
    finder = _Finder(units)
    waiting = sorted({label_of(part) for part in units.components}.intersection(labels))
    seen = {*units.always, *waiting}
    needed_by: dict[str, str] = {}
    words: set[str] = set()
    for unit in waiting:
        for other in sorted(set(finder.needs(unit, words)) - seen):
            seen.add(other)
            needed_by[other] = unit
            waiting.append(other)
    return Selection(
        paths=frozenset(path for unit in seen for path in units.files[unit]),
        taken=tuple(part for part in units.components if label_of(part) in seen),
        left_out=tuple(part for part in units.components if label_of(part) not in seen),
        needed_by=needed_by,
        words=frozenset(words),
    )


class _Finder:
    """Finds the units that a unit mentions."""

    def __init__(self, units: Units):
        self._units = units
        self._kinds = {label_of(part): part.kind for part in units.components}
        self._places = dict(units.of_path)
        """Units by the paths of their files and folders."""
        self._ends: dict[str, set[str]] = {}
        """Units by the ends of their files' paths, and by the names of files beside the components."""
        self._names: set[str] = set()
        """The names of all files and folders: what ends otherwise is no path of the pack."""
        for path, unit in units.of_path.items():
            self._names.update(path.split("/"))
            for folder in _folders(path)[1:]:
                self._places.setdefault(folder, unit)
            ends, name = _ends(path), path.rpartition("/")[2]
            for end in ends if unit in self._kinds and " " not in name else [*ends, name]:
                self._ends.setdefault(end, set()).add(unit)

    def needs(self, unit: str, words: set[str]) -> Iterator[str]:
        """The units that the files of a unit mention; what they say is added to ``words``."""
        yield from self._partners(unit)
        yield from (self._units.of_path[path] for path in self._units.files[unit])
        for path in self._units.files[unit]:
            said = mentions_of(self._units.entries[path], self._kinds.get(unit, ""))
            words |= said.words
            for mention in said.paths:
                yield from self._at(mention, path)
            yield from self._by_name(said)

    def _partners(self, unit: str) -> Iterator[str]:
        """A loop and the skill that the build makes of it belong together, and so on for other kinds."""
        for part in self._units.components:
            made = [label.format(name=part.name) for label in _MADE_OF.get(part.kind, ())]
            made = [label for label in made if label in self._units.files]
            if made and unit in (*made, label_of(part)):
                yield from (*made, label_of(part))

    def _at(self, mention: str, path: str) -> Iterable[str]:
        """What lies at a path that a file mentions: from one of its folders, or else anywhere, by its end."""
        plain = mention.strip("/")
        if plain.rpartition("/")[2] not in self._names:
            return ()
        places = {posixpath.normpath(f"{folder}{plain}") for folder in _folders(path)}
        if "/" in mention:
            places |= {f"{place}/" for place in places if place not in HOLDERS}
        found = {self._places[place] for place in places & self._places.keys()}
        ends = self._ends.get(plain, set())
        return found or (ends if "/" in plain or len(ends) == 1 else found)

    def _by_name(self, said: Mentions) -> Iterator[str]:
        yield from (label_of(part) for part in self._units.components if _is_mentioned(part, said))
        yield from (f"{name}/" for name in said.quoted if f"{name}/" in self._units.files)


def _is_mentioned(part: Component, said: Mentions) -> bool:
    name = part.name.lower().rpartition(":")[2]
    if f"{part.kind}:{name}" in said.kinds or (part.kind in _CALLABLE and name in said.called):
        return True
    if part.kind == "connector" and _has_tool(name, said.tools):
        return True
    return {name, part.path.partition("/")[0]} <= said.quoted


def _has_tool(server: str, words: Iterable[str]) -> bool:
    return any(word.startswith(TOOL) and f"_{server}__" in f"{word}__" for word in words)


def _folders(path: str) -> list[str]:
    """What may stand before a path that a file mentions: nothing, or one of the folders that it lies in."""
    parts = path.split("/")
    return ["".join(f"{part}/" for part in parts[:end]) for end in range(len(parts))]


def _ends(path: str) -> list[str]:
    """The ends of a path that still have a slash."""
    parts = path.split("/")
    return ["/".join(parts[start:]) for start in range(1, len(parts) - 1)]
