"""A sound and complete version solver: conflict-driven learning (PubGrub) over bit masks of versions.

Every package has a domain, the versions it may still have: bit 0 means *absent*, bit n its n-th version,
oldest first. A `Clause` says that its terms cannot all hold at once, where a term holds when the package's
version is in the term's mask. "a 1.0 needs b >= 2" is the clause {a: {1.0}, b: everything but >= 2}. With
*absent* in the mask there are no negative terms, and sets of versions are plain integers, so every step is
one machine operation.

The solver knows nothing of names, version numbers or networks.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    class Provider(Protocol):
        """The questions that the solver asks."""

        def everything(self, package: int) -> int:
            """The mask of all versions of a package and bit 0."""

        def clauses(self, package: int) -> Iterable[Clause]:
            """What the versions of a package require; asked once, when the package is first needed."""

        def prefer(self, package: int, domain: int) -> int:
            """The version to try first: one bit out of ``domain``, never bit 0."""


ABSENT = 1
ROOT = 0
"""The package that stands for the project itself; bit 1 is its only version."""


class Clause:
    """Terms that cannot all hold; either a fact with its ``reason``, or learned from two ``parents``."""

    __slots__ = ("parents", "reason", "terms")

    def __init__(
        self, terms: dict[int, int], reason: object = None, parents: tuple[Clause, Clause] | None = None
    ):
        self.terms = terms
        self.reason = reason
        self.parents = parents


class NoSolutionError(Exception):
    """No choice of versions meets every clause; `reasons` are the facts that prove it, in order."""

    def __init__(self, proof: Clause):
        super().__init__()
        self.proof = proof

    def reasons(self) -> list[object]:
        """The reasons of every fact in the proof, each once, those nearest to the project first."""
        found: dict[int, object] = {}
        seen: set[int] = set()
        waiting = [self.proof]
        while waiting:
            clause = waiting.pop()
            if id(clause) in seen:
                continue
            seen.add(id(clause))
            if clause.parents:
                waiting.extend(reversed(clause.parents))
            elif clause.reason is not None:
                found[id(clause)] = clause.reason
        return list(found.values())


class _Step:
    """One narrowing of a package's domain: by a clause, or by a decision when ``cause`` is None."""

    __slots__ = ("after", "before", "cause", "level", "package")

    def __init__(self, package: int, before: int, after: int, level: int, cause: Clause | None):
        self.package = package
        self.before = before
        self.after = after
        self.level = level
        self.cause = cause


def solve(provider: Provider) -> dict[int, int]:
    """Choose a version for the root and all that it needs: package → bit; raises NoSolutionError."""
    return _Search(provider).run()


class _Search:
    """The state of one search.

    A package's clauses are taken in at the very level at which it becomes needed: going back below that level
    makes it unneeded again, so no conclusion that was drawn from them late can be lost by going back.
    """

    def __init__(self, provider: Provider):
        self._provider = provider
        self._everything: dict[int, int] = {}
        self._domains: dict[int, int] = {}
        self._watching: dict[int, list[Clause]] = {}
        self._places: dict[int, list[int]] = {}
        self._steps: list[_Step] = []
        self._level = 0
        self._needed: dict[int, None] = {}
        self._asked: set[int] = set()
        self._to_ask: list[int] = []

    def run(self) -> dict[int, int]:
        """Propagate, then decide, until every needed package has one version."""
        conflict = self._learn(Clause({ROOT: ABSENT}))
        while True:
            while conflict:
                conflict = self._resolve(conflict)
            package = self._most_constrained()
            if package is None:
                return {name: self._domains[name] for name in self._needed}
            self._level += 1
            self._narrow(package, self._provider.prefer(package, self._domains[package]), None)
            conflict = self._propagate([package])

    def _most_constrained(self) -> int | None:
        """The needed package with the fewest versions left, more than one; None when all are decided."""
        best, fewest = None, 0
        for package in self._needed:
            count = self._domains[package].bit_count()
            if count > 1 and (best is None or count < fewest):
                best, fewest = package, count
        return best

    def _learn(self, clause: Clause) -> Clause | None:
        """Take in a clause and draw its conclusions; returns a clause whose terms all hold, if one does."""
        self._watch(clause)
        changed: list[int] = []
        return self._apply(clause, changed) or self._propagate(changed)

    def _watch(self, clause: Clause) -> None:
        for package in clause.terms:
            if package not in self._domains:
                self._everything[package] = self._domains[package] = self._provider.everything(package)
                self._watching[package] = []
                self._places[package] = []
            self._watching[package].append(clause)

    def _propagate(self, changed: list[int]) -> Clause | None:
        """Draw every conclusion from what changed; returns a clause whose terms all hold, if one does."""
        while changed or self._to_ask:
            clauses = self._watching[changed.pop()] if changed else self._ask(self._to_ask.pop())
            for clause in clauses:
                if self._apply(clause, changed):
                    return clause
        return None

    def _ask(self, package: int) -> Sequence[Clause]:
        """What a package requires, the first time that it is needed."""
        if package in self._asked or package not in self._needed:
            return ()
        self._asked.add(package)
        clauses = list(self._provider.clauses(package))
        for clause in clauses:
            self._watch(clause)
        return clauses

    def _apply(self, clause: Clause, changed: list[int]) -> Clause | None:
        """When all terms but one hold, the last must not: narrow its package. Return a clause that holds."""
        open_package, open_mask = -1, 0
        domains = self._domains
        for package, mask in clause.terms.items():
            domain = domains[package]
            if not domain & ~mask:
                continue
            if open_package >= 0 or not domain & mask:
                return None
            open_package, open_mask = package, mask
        if open_package < 0:
            return clause
        self._narrow(open_package, domains[open_package] & ~open_mask, clause)
        changed.append(open_package)
        return None

    def _narrow(self, package: int, domain: int, cause: Clause | None) -> None:
        before = self._domains[package]
        self._places[package].append(len(self._steps))
        self._steps.append(_Step(package, before, domain, self._level, cause))
        self._domains[package] = domain
        if before & ABSENT and not domain & ABSENT:
            self._needed[package] = None
            self._to_ask.append(package)

    def _resolve(self, conflict: Clause) -> Clause | None:
        """Learn from a conflict, go back to where the learned clause says something new, and go on."""
        while conflict.terms:
            step, level_before = self._satisfier(conflict)
            if step.cause is None or level_before < step.level:
                self._go_back(level_before)
                return self._learn(conflict)
            conflict = self._combine(conflict, step.cause, step.package)
        raise NoSolutionError(conflict)

    def _satisfier(self, conflict: Clause) -> tuple[_Step, int]:
        """The step that made a clause's terms all hold, and the level at which all else already did."""
        places = {package: self._first_place(package, mask) for package, mask in conflict.terms.items()}
        last = max(places, key=places.__getitem__)
        step = self._steps[places.pop(last)]
        if step.cause is not None:
            places[last] = self._first_place(last, conflict.terms[last] | step.cause.terms[last])
        return step, max((self._steps[place].level for place in places.values() if place >= 0), default=0)

    def _first_place(self, package: int, mask: int) -> int:
        """The index of the step that brought the package's domain into ``mask``; -1 when it always was."""
        if not self._everything[package] & ~mask:
            return -1
        return next(place for place in self._places[package] if not self._steps[place].after & ~mask)

    def _combine(self, conflict: Clause, cause: Clause, package: int) -> Clause:
        """The rule of resolution: what follows from two clauses when one package drops out of sight."""
        terms = dict(conflict.terms)
        for name, mask in cause.terms.items():
            terms[name] = terms[name] & mask if name in terms else mask
        terms[package] = conflict.terms[package] | cause.terms[package]
        kept = {name: mask for name, mask in terms.items() if self._everything[name] & ~mask}
        return Clause(kept, parents=(conflict, cause))

    def _go_back(self, level: int) -> None:
        while self._steps[-1].level > level:
            step = self._steps.pop()
            self._places[step.package].pop()
            self._domains[step.package] = step.before
            if step.before & ABSENT and not step.after & ABSENT:
                del self._needed[step.package]
        self._level = level
