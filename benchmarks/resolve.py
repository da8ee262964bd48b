"""Resolving 300 packs of ten versions, of which the newest do not fit, against `uv pip compile`, cache warm.

Both read the whole graph from this machine: we a static mirror, whose signatures are all checked, uv its own
cache. Every graph has a solution that was planted in it.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import UV, check, clean, index_server
from benchmarks.race import Bar, Contender, Run, race, report
from benchmarks.wheel_index import write_tar, write_wheel
from packformat.archive import Entry
from tests.support.registry_simulator import RegistrySimulator

PACKS, VERSIONS = 300, 10
GRAPHS = 2

Graph = dict[tuple[str, int], dict[str, str]]
"""What each version of each pack requires."""


def run(folder: Path, laptop: Path, rounds: int) -> Iterator[str]:
    """Yield a table for each graph."""
    for seed in range(GRAPHS):
        place = folder / f"graph-{seed}"
        place.mkdir()
        graph = make_graph(seed)
        mirror = _mirror(graph, place / "mirror")
        wheels = _wheels(graph, place / "wheels")
        with index_server(wheels) as index:
            ours, theirs = _ctxpack(place / "ctxpack", laptop, mirror), _uv(place / "uv", index)
            for ready in (ours, theirs):
                check(ready)
            racing = [Contender("ctxpack lock", lambda _, run=ours: run)]
            racing.append(Contender("uv pip compile", lambda _, run=theirs: run))
            race(racing, rounds)
            yield report(
                f"Resolving {PACKS} packs x {VERSIONS} versions, graph {seed}",
                racing,
                Bar("uv pip compile", 2.0),
            )


def make_graph(seed: int) -> Graph:
    """A graph in which a planted choice fits, and most of the newest versions do not fit one another."""
    chance = random.Random(seed)  # noqa: S311 - the same graph each time
    planted = [chance.randrange(VERSIONS) for _ in range(PACKS)]
    graph: Graph = {}
    for number in range(PACKS):
        others = range(number + 1, min(PACKS, number + 12))
        for version in range(VERSIONS):
            chosen = chance.sample(others, min(3, len(others)))
            graph[_name(number), version] = {
                _name(other): _around(planted[other] if version == planted[number] else chance.randrange(10))
                for other in chosen
            }
    return graph


def _name(number: int) -> str:
    return f"graph-{number:03}"


def _around(version: int) -> str:
    return f">=1.{max(0, version - 2)},<1.{version + 1}"


def _mirror(graph: Graph, folder: Path) -> str:
    registry = RegistrySimulator()
    for (name, version), requires in graph.items():
        registry.publish(name, f"1.{version}.0", requires=requires)
    return registry.write_mirror(folder)


def _wheels(graph: Graph, folder: Path) -> Path:
    folder.mkdir()
    entry = Entry("x.md", b"x\n")
    for (name, version), requires in graph.items():
        wanted = [f"{other}{limits}" for other, limits in requires.items()]
        write_wheel(folder, name, [entry], wanted, version=f"1.{version}.0")
    write_tar(folder / "all.tar.gz", {"x": [entry]})
    return folder


def _ctxpack(folder: Path, laptop: Path, mirror: str) -> Run:
    folder.mkdir()
    (folder / "ctxpack.toml").write_text(f'[packs]\n{_name(0)} = "*"\n')
    # Each round chooses anew: with a lockfile there would be nothing to choose.
    command = ["sh", "-c", f"rm -f ctxpack.lock && exec {laptop}/bin/ctxpack lock --quiet"]
    environment = {**clean(), "CTXPACK_REGISTRY": mirror, "CTXPACK_HOME": str(folder / "home")}
    return Run(command, folder, environment)


def _uv(folder: Path, index: str) -> Run:
    folder.mkdir()
    (folder / "in.txt").write_text(f"{_name(0)}\n")
    command = [UV, "pip", "compile", "--quiet", "--no-header", "--index-url", f"{index}/simple/", "in.txt"]
    return Run(command, folder, {**clean(), "UV_CACHE_DIR": str(folder / "cache")})
