"""A pattern as a machine that reads a name once: no name and no pattern makes it slow.

All states in which the pattern could be are followed at once, as K. Thompson described it in 1968, so the
time is at most the name's length times the pattern's size. Machines that try one way after the other may take
for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.conventions.syntax import Choice, Letter, Node, Repeat, Row, read_pattern

if TYPE_CHECKING:
    from packformat.conventions.syntax import Test

    States = frozenset[int]

_DONE = -1
_MOST_KEPT = 10_000
"""Steps that are remembered: the names of a project go the same ways again and again."""


class Pattern:
    """A pattern that whole names fit or do not fit."""

    def __init__(self, text: str):
        """Read a pattern; raises PatternError."""
        self.text = text
        self._tests: list[Test | None] = []
        self._next: list[tuple[int, ...]] = []
        self._start = self._closure([self._build(read_pattern(text), _DONE)])
        self._known: dict[tuple[States, str], States] = {}

    @property
    def size(self) -> int:
        """How many states it has: what a letter of a name costs at most."""
        return len(self._tests)

    def fits(self, name: str) -> bool:
        """Whether a whole name fits."""
        return self.stops_at(name) is None

    def stops_at(self, name: str) -> int | None:
        """How many letters of a name could still lead to one that fits; None where the name does fit."""
        states = self._start
        for place, char in enumerate(name):
            states = self._step(states, char)
            if not states:
                return place
        return None if _DONE in states else len(name)

    def _step(self, states: States, char: str) -> States:
        key = (states, char)
        if key not in self._known:
            if len(self._known) >= _MOST_KEPT:
                self._known.clear()
            found = [self._next[state][0] for state in states if state != _DONE and self._passes(state, char)]
            self._known[key] = self._closure(found)
        return self._known[key]

    def _passes(self, state: int, char: str) -> bool:
        test = self._tests[state]
        return test is not None and test(char)

    def _closure(self, states: list[int]) -> States:
        """The states that are reached without reading a letter; those that fork are passed through."""
        found: set[int] = set()
        seen, todo = set(states), states
        while todo:
            one = todo.pop()
            if one == _DONE or self._tests[one] is not None:
                found.add(one)
            else:
                fresh = [other for other in self._next[one] if other not in seen]
                seen.update(fresh)
                todo += fresh
        return frozenset(found)

    def _add(self, test: Test | None, *following: int) -> int:
        self._tests.append(test)
        self._next.append(following)
        return len(self._tests) - 1

    def _build(self, node: Node, after: int) -> int:
        """Add the states of a part that is followed by the state ``after``; returns where it begins."""
        if isinstance(node, Letter):
            return self._add(node.test, after)
        if isinstance(node, Row):
            for part in reversed(node.parts):
                after = self._build(part, after)
            return after
        if isinstance(node, Choice):
            return self._add(None, *[self._build(way, after) for way in node.ways])
        return self._build_repeat(node, after)

    def _build_repeat(self, node: Repeat, after: int) -> int:
        if node.most is None:
            fork = self._add(None)
            self._next[fork] = (self._build(node.part, fork), after)
            after = fork
        else:
            end = after
            for _ in range(node.most - node.least):
                after = self._add(None, self._build(node.part, after), end)
        for _ in range(node.least):
            after = self._build(node.part, after)
        return after
