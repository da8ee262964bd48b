"""The solver against brute force, and against what its clauses promise."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest

from installer_cli.solver import ROOT, Clause, NoSolutionError, solve

if TYPE_CHECKING:
    from collections.abc import Iterator

Requirements = dict[int, int]
"""A package and the mask of its versions that will do."""

GRAPHS = 10_000


class Graph:
    """Packages with so many versions each, what each version requires, and what the project wants."""

    def __init__(
        self, versions: dict[int, int], requires: dict[tuple[int, int], Requirements], wants: Requirements
    ):
        self.versions = versions
        self.requires = requires
        self.wants = wants

    def everything(self, package: int) -> int:
        return 0b11 if package == ROOT else (2 << self.versions[package]) - 1

    def clauses(self, package: int) -> Iterator[Clause]:
        if package == ROOT:
            rows = [(0b10, self.wants)]
        else:
            numbers = range(1, self.versions[package] + 1)
            rows = [(1 << number, self.requires.get((package, number), {})) for number in numbers]
        for own, requirements in rows:
            for other, accepted in requirements.items():
                refused = self.everything(other) & ~accepted
                terms = {package: own & refused} if other == package else {package: own, other: refused}
                yield Clause(terms, (package, own, other))

    def prefer(self, package: int, domain: int) -> int:
        assert package != ROOT
        return 1 << domain.bit_length() - 1

    def holds(self, chosen: dict[int, int]) -> bool:
        """Whether a choice (package → version number, 0 for absent) meets every requirement."""
        rows = [self.wants, *(self.requires.get(item, {}) for item in chosen.items())]
        return all(accepted >> chosen[other] & 1 for row in rows for other, accepted in row.items())

    def has_solution(self) -> bool:
        """Try every choice there is."""
        numbers = [range(count + 1) for count in self.versions.values()]
        return any(
            self.holds(dict(zip(self.versions, choice, strict=True)))
            for choice in itertools.product(*numbers)
        )


def random_graph(seed: int) -> Graph:
    dice = random.Random(seed)  # noqa: S311 - the same graphs in every run
    packages = range(1, dice.randint(1, 5) + 1)
    versions = {package: dice.randint(1, 3) for package in packages}

    def requirements(most: int) -> Requirements:
        chosen = dice.sample(packages, dice.randint(0, min(most, len(packages))))
        return {other: accepted(other) for other in chosen}

    def accepted(other: int) -> int:
        everything = (2 << versions[other]) - 2
        if dice.random() < 0.5:
            return everything & everything << dice.randint(0, versions[other] - 1)
        return dice.getrandbits(versions[other] + 1) & everything

    requires = {
        (package, number): requirements(3)
        for package in packages
        for number in range(1, versions[package] + 1)
    }
    return Graph(versions, requires, requirements(2))


def check(graph: Graph) -> bool:
    """Solve a graph and compare with brute force; whether there was a solution."""
    try:
        solution = solve(graph)
    except NoSolutionError as failure:
        return _is_proven(failure, graph)
    assert all(bits.bit_count() == 1 for bits in solution.values())
    chosen = {package: solution.get(package, 1).bit_length() - 1 for package in graph.versions}
    assert graph.holds(chosen)
    return True


def _is_proven(failure: NoSolutionError, graph: Graph) -> bool:
    assert failure.reasons()
    assert not graph.has_solution()
    return False


@pytest.mark.unmeasured
def test_ten_thousand_random_graphs_are_solved_as_brute_force_solves_them() -> None:
    solved = sum(check(random_graph(seed)) for seed in range(GRAPHS))
    assert GRAPHS // 4 < solved < GRAPHS * 3 // 4


def test_the_newest_versions_are_taken_where_they_fit() -> None:
    graph = Graph({1: 3, 2: 3}, {(1, 3): {2: 0b1110}}, {1: 0b1110})
    assert solve(graph) == {ROOT: 0b10, 1: 0b1000, 2: 0b1000}


def test_an_older_version_is_taken_when_the_newest_cannot_work() -> None:
    """A wants c 1, d's newest wants c 2: an installer without backtracking takes a set that cannot work."""
    graph = Graph(
        {1: 1, 2: 2, 3: 2}, {(1, 1): {3: 0b010}, (2, 2): {3: 0b100}, (2, 1): {3: 0b010}}, {1: 2, 2: 0b110}
    )
    assert solve(graph) == {ROOT: 0b10, 1: 0b10, 2: 0b10, 3: 0b10}


def test_what_nobody_needs_is_not_chosen() -> None:
    graph = Graph({1: 1, 2: 1}, {(2, 1): {1: 0b10}}, {1: 0b10})
    assert solve(graph) == {ROOT: 0b10, 1: 0b10}


def test_packages_may_require_one_another() -> None:
    graph = Graph({1: 2, 2: 2}, {(1, 2): {2: 0b100}, (2, 2): {1: 0b100}}, {1: 0b110})
    assert solve(graph) == {ROOT: 0b10, 1: 0b100, 2: 0b100}


def test_the_proof_of_a_conflict_names_every_requirement_in_it_and_no_other() -> None:
    requires = {(1, 1): {3: 0b010}, (2, 1): {3: 0b100}, (4, 1): {3: 0b110}}
    graph = Graph({1: 1, 2: 1, 3: 2, 4: 1}, requires, {1: 2, 2: 2, 4: 2})
    with pytest.raises(NoSolutionError) as caught:
        solve(graph)
    assert set(caught.value.reasons()) == {(ROOT, 2, 1), (ROOT, 2, 2), (1, 2, 3), (2, 2, 3)}


def test_a_deep_chain_does_not_exhaust_the_stack() -> None:
    count = 3000
    requires = {(number, 1): {number + 1: 0b10} for number in range(1, count)}
    graph = Graph(dict.fromkeys(range(1, count + 1), 1), requires, {1: 0b10})
    assert len(solve(graph)) == count + 1
