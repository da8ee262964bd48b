"""Who extends whom, and of which statement each override is: through any number of overlays on overlays."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from packformat.statements.statement import undressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from packformat.statements.overlay import Override
    from packformat.statements.statement import Statement

    Place = tuple[str, str]
    """The pack that states something, and the key that it states it under."""


class Said(NamedTuple):
    """What a pack says: its statements, and what it overrides of the packs that it extends."""

    statements: tuple[Statement, ...] = ()
    extends: Mapping[str, tuple[Override, ...]] = {}


class Word(NamedTuple):
    """What one pack says under a name; ``source`` and ``until`` may be empty."""

    pack: str
    value: str
    source: str = ""
    until: str = ""


class Missed(NamedTuple):
    """An override of what the extended pack does not state (``here``), or which is not among the packs."""

    pack: str
    extended: str
    override: Override
    here: bool


class Moved(NamedTuple):
    """An override whose author read something else than what the extended pack says ``now``."""

    pack: str
    extended: str
    override: Override
    now: str


class Chains:
    """The packs of a project as overlays of one another; names decide wherever something comes first."""

    def __init__(self, packs: Mapping[str, Said]):
        self._packs = {name: packs[name] for name in sorted(packs)}
        self._own: dict[Place, Statement] = {}
        for name, said in self._packs.items():
            for statement in said.statements:
                self._own.setdefault((name, statement.key), statement)
        self._below: dict[str, frozenset[str]] = {}
        self._places: dict[Place, Place | None] = {}
        self.words: dict[Place, list[Word]] = {}
        self.missed: list[Missed] = []
        self.moved: list[Moved] = []
        if not self.cycle:
            for name, said in self._packs.items():
                for extended, overrides in sorted(said.extends.items()):
                    for override in overrides:
                        self._hear(name, extended, override)

    @cached_property
    def cycle(self) -> tuple[str, ...]:
        """Packs that extend each other in a ring, from the first to itself again; empty where none do."""
        for name in self._packs:
            way = self._way_back(name)
            if way:
                return way
        return ()

    @property
    def statements(self) -> Iterator[Statement]:
        """Every statement by its pack and key; what a pack only says in another's place is not its own."""
        spoken = {(word.pack, place[1]) for place, words in self.words.items() for word in words}
        return (self._own[place] for place in sorted(self._own) if place not in spoken)

    def extends(self, name: str, other: str) -> bool:
        """Whether a pack extends another, at however many removes."""
        if name not in self._below:
            self._below[name] = self._reached(name)
        return other in self._below[name]

    def _hear(self, name: str, extended: str, override: Override) -> None:
        place = self._place(extended, override.key)
        if place is None:
            self.missed.append(Missed(name, extended, override, extended in self._packs))
            return
        now = self._said_by(extended, override.key, place)
        was = override.instead_of
        if was and undressed(was) not in {undressed(text) for text in now}:
            self.moved.append(Moved(name, extended, override, now[0]))
        word = Word(name, override.value, override.source, override.until)
        self.words.setdefault(place, []).append(word)

    def _place(self, extended: str, key: str) -> Place | None:
        """Where the statement stands that an override of ``extended`` is about: there, or further below."""
        place = (extended, key)
        if place not in self._places:
            said = self._packs.get(extended, Said())
            below = (
                name for name, rows in sorted(said.extends.items()) if any(row.key == key for row in rows)
            )
            deeper = (self._place(name, key) for name in below)
            here = place if place in self._own else None
            self._places[place] = next((found for found in deeper if found), here)
        return self._places[place]

    def _said_by(self, extended: str, key: str, place: Place) -> list[str]:
        """The ways in which a pack that is extended says what it says under a key."""
        overrides = (item for items in self._packs[extended].extends.values() for item in items)
        values = [override.value for override in overrides if override.key == key]
        statement = self._own[place]
        return values if place[0] != extended and values else [statement.shown, statement.value]

    def _reached(self, name: str) -> frozenset[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            said = self._packs.get(waiting.pop(), Said())
            fresh = said.extends.keys() - found
            found |= fresh
            waiting += fresh
        return frozenset(found)

    def _way_back(self, name: str) -> tuple[str, ...]:
        """A shortest way from a pack over those that it extends to itself."""
        ways: dict[str, tuple[str, ...]] = {name: (name,)}
        waiting = [name]
        for at in waiting:
            for below in sorted(self._packs.get(at, Said()).extends):
                if below == name:
                    return (*ways[at], name)
                if below not in ways:
                    ways[below] = (*ways[at], below)
                    waiting.append(below)
        return ()
