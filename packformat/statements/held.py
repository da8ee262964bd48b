"""Which statements hold where several packs speak: each with whose it is and what it takes the place of.

Pure, and blind to order: the same packs and the same decisions give the same answer, however they came.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from packformat.statements.chains import Chains, Word
from packformat.statements.statement import undressed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from packformat.statements.chains import Missed, Moved, Said
    from packformat.statements.statement import Statement


class Decision(NamedTuple):
    """What a project has decided about a name: whose word holds, or, without that, why all may stand."""

    follow: str = ""
    reason: str = ""


class Held(NamedTuple):
    """What holds in the place of a statement: whose word, and the words that gave way to it, nearest first.

    Where nothing took its place the word is the statement's own. ``decided`` is whether the project chose.
    """

    statement: Statement
    word: Word
    gave_way: tuple[Word, ...] = ()
    decided: bool = False


class Undecided(NamedTuple):
    """Overlays that say different things of one statement, where neither extends the other."""

    statement: Statement
    words: tuple[Word, ...]


class Tension(NamedTuple):
    """What packs say differently under one name; ``reason`` is why the project lets all stand, or empty."""

    name: str
    sides: tuple[Held, ...]
    reason: str = ""


class Holding(NamedTuple):
    """What holds in a project, and all that is to be told of how it came to that.

    ``held`` has every statement; ``missed`` and ``moved`` are overrides of what is not stated, or says
    something else than their authors read; ``idle`` are keys that the project decided about and nobody parts
    over; ``cycle`` are packs that extend each other, of which nothing else can be said.
    """

    held: tuple[Held, ...] = ()
    tensions: tuple[Tension, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    missed: tuple[Missed, ...] = ()
    moved: tuple[Moved, ...] = ()
    idle: tuple[str, ...] = ()
    cycle: tuple[str, ...] = ()

    @property
    def replaced(self) -> list[Held]:
        """The statements in whose place another word holds."""
        return [held for held in self.held if held.word.pack != held.statement.pack]


def weigh(packs: Mapping[str, Said], decisions: Mapping[str, Decision]) -> Holding:
    """Say what holds of what these packs say, under these decisions by their keys."""
    chains = Chains(packs)
    if chains.cycle:
        return Holding(cycle=chains.cycle)
    held: list[Held] = []
    tensions: list[Tension] = []
    undecided: list[Undecided] = []
    idle = set(decisions)
    statements = sorted(chains.statements, key=lambda statement: (statement.key, statement.pack))
    for key, group in groupby(statements, key=lambda statement: statement.key):
        found = _Name(chains, list(group), decisions.get(key, Decision()))
        held += found.held
        undecided += found.undecided
        tensions += found.tensions
        if found.took:
            idle.discard(key)
    return Holding(
        tuple(held),
        tuple(tensions),
        tuple(undecided),
        tuple(chains.missed),
        tuple(chains.moved),
        tuple(sorted(idle)),
    )


class _Name:
    """All that is said under one name, and what the project has decided about it."""

    def __init__(self, chains: Chains, statements: Sequence[Statement], decision: Decision):
        self._chains = chains
        self.took = False
        self.undecided: list[Undecided] = []
        self.held = [self._settled(statement) for statement in statements]
        self.tensions = self._tensions(self.held)
        leader = self._leader(decision.follow)
        if not (self.tensions or self.undecided):
            return
        if leader:
            self.took, self.undecided, self.tensions = True, [], []
            self.held = [self._led(held, leader) for held in self.held]
        elif decision.reason and not decision.follow and self.tensions:
            self.took = True
            self.tensions = [tension._replace(reason=decision.reason) for tension in self.tensions]

    def _settled(self, statement: Statement) -> Held:
        """The word above all others; the statement's own where two overlays part."""
        words, extends = self._words(statement), self._chains.extends
        top = [word for word in words if not any(extends(other.pack, word.pack) for other in words)]
        if len({undressed(word.value) for word in top}) > 1:
            self.undecided.append(Undecided(statement, tuple(top)))
            return Held(statement, _own(statement))
        return self._with(statement, top[0] if top else _own(statement))

    def _led(self, held: Held, leader: Word) -> Held:
        return self._with(held.statement, leader)._replace(decided=True)

    def _with(self, statement: Statement, word: Word) -> Held:
        """A word in the place of a statement, before all those that say something else."""
        words, extends = self._words(statement), self._chains.extends
        others = sorted(words, key=lambda one: (sum(extends(it.pack, one.pack) for it in words), one.pack))
        gave_way = (
            one for one in (*others, _own(statement)) if undressed(one.value) != undressed(word.value)
        )
        return Held(statement, word, tuple(gave_way))

    def _leader(self, pack: str) -> Word | None:
        """What a pack says under this name: in another's place, or for itself."""
        every = [word for held in self.held for word in self._words(held.statement)]
        every += [_own(held.statement) for held in self.held]
        return next((word for word in every if word.pack == pack), None)

    def _words(self, statement: Statement) -> list[Word]:
        return self._chains.words.get((statement.pack, statement.key), [])

    def _tensions(self, held: Iterable[Held]) -> list[Tension]:
        sides: dict[str, Held] = {}
        for one in held:
            sides.setdefault(undressed(one.word.value), one)
        first = next(iter(sides.values()))
        return [Tension(first.statement.name, tuple(sides.values()))] if len(sides) > 1 else []


def _own(statement: Statement) -> Word:
    return Word(statement.pack, statement.shown)
