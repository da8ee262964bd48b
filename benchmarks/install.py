"""Installing: `ctxpack` against uv, pip, npm, apm, skills, curl with tar, and cp, each doing the same bytes.

Everybody has a real server on loopback, directly and through a proxy that adds a round trip. Old trees are
renamed away between rounds, never deleted: file systems are slow for minutes after a mass delete.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks import contenders, resolve
from benchmarks.bench import (
    Bench,
    check,
    clean,
    delayed,
    index_server,
    make_laptop,
    publish,
    write_peers_files,
)
from benchmarks.race import Bar, Contender, Run, RunFailedError, race, report
from benchmarks.workloads import LARGE, MEDIUM, SMALL, Workload
from tests.support.server import live_registry

DISTANCES = (0, 20, 80)
"""Milliseconds of a round trip: this machine, the same country, another continent."""
COLD_BARS = {
    ("small", 0): Bar("uv pip", 1.0),
    ("small", 80): Bar("uv pip", 0.35),
    ("medium", 0): Bar("uv pip", 0.7),
    ("medium", 80): Bar("uv pip", 0.3),
    ("large", 0): Bar("curl, tar", 0.8),
}
MOST_MEMORY = 60
"""Megabytes."""
MEMORY_PROBE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def run(folder: Path, parts: Sequence[str], rounds: int, workloads: Sequence[str]) -> Iterator[str]:
    """Yield the report of each part."""
    laptop = make_laptop(folder)
    if "start" in parts:
        yield _start(folder, laptop, rounds)
    if "resolve" in parts:
        yield from resolve.run(folder, laptop, rounds)
    if not set(parts) & set(PARTS):
        return
    with live_registry(folder / "registry") as registry:
        for workload in (SMALL, MEDIUM, LARGE):
            if workload.name not in workloads:
                continue
            packs = workload.make()
            publish(registry, packs)
            files = write_peers_files(folder, workload, packs)
            with index_server(files) as index:
                bench = Bench(folder, laptop, workload, registry.address, index, files)
                for part, measure in PARTS.items():
                    if part in parts:
                        yield from measure(bench, rounds)


def _start(folder: Path, laptop: Path, rounds: int) -> str:
    ours = Run([laptop / "bin" / "ctxpack", "--version"], folder, clean())
    bare = Run([laptop / "bin" / "python3", "-c", "pass"], folder, clean())
    racing = [Contender("ctxpack --version", lambda _: ours), Contender("python3 -c pass", lambda _: bare)]
    race(racing, rounds)
    return report("Start", racing, Bar("python3 -c pass", 1.5))


def _fresh(bench: Bench, name: str, prepare: Callable[[Bench, Path], Run]) -> Contender:
    """A contender that begins with nothing in each round."""
    return Contender(name, lambda number: prepare(bench, bench.round_folder(name, number)))


def _cold(bench: Bench, rounds: int) -> Iterator[str]:
    for milliseconds in DISTANCES if bench.workload is not LARGE else (0,):
        with delayed(bench.registry, milliseconds) as registry, delayed(bench.index, milliseconds) as index:
            there = replace(bench, registry=registry, index=index)
            racing = [
                _fresh(there, "ctxpack", contenders.ctxpack),
                _fresh(there, "uv pip", contenders.uv_pip),
            ]
            if not milliseconds:
                racing.append(_fresh(there, "curl, tar", contenders.curl))
                racing.append(_fresh(there, "cp -r", contenders.copy))
            race(racing, rounds)
            bar = COLD_BARS.get((bench.workload.name, milliseconds))
            title = f"Cold, {_shown(bench.workload)}, {milliseconds} ms round trip"
            yield report(title, racing, *([bar] if bar else []))


def _warm(bench: Bench, rounds: int) -> Iterator[str]:
    """Install with a filled cache and a lockfile, nothing in the project yet."""
    ours, pip, sync = (bench.round_folder(f"{name}-first", 0) for name in ("ctxpack", "uv-pip", "uv-sync"))
    check(contenders.ctxpack(bench, ours))
    check(contenders.uv_pip(bench, pip))
    check(contenders.uv_sync(bench, sync))
    racing = [
        _fresh(bench, "ctxpack", partial(contenders.ctxpack, home=ours / "home", first=ours)),
        _fresh(bench, "uv sync --frozen", partial(contenders.uv_sync, cache=sync / "cache", first=sync)),
        _fresh(bench, "uv pip", partial(contenders.uv_pip, cache=pip / "cache")),
    ]
    race(racing, rounds)
    yield report(f"Warm from the cache, {_shown(bench.workload)}", racing, Bar("uv sync --frozen", 1.0))


def _nothing(bench: Bench, rounds: int) -> Iterator[str]:
    """Install what is installed: every file's state is looked at."""
    racing = []
    for name, prepare in (("ctxpack", contenders.ctxpack), ("uv pip", contenders.uv_pip)):
        installed = prepare(bench, bench.round_folder(f"{name}-done", 0))
        check(installed)
        racing.append(Contender(name, lambda _, installed=installed: installed))
    bare = Run([bench.laptop / "bin" / "python3", "-c", "pass"], bench.folder, clean())
    racing.append(Contender("python3 -c pass", lambda _: bare))
    race(racing, rounds)
    yield report(f"Nothing to do, {_shown(bench.workload)}", racing, Bar("uv pip", 1.0))


def _others(bench: Bench, rounds: int) -> Iterator[str]:
    """The clients of others, which take seconds; `apm` and `skills` are spared the network."""
    names = ("ctxpack", "pip", "npm", "apm", "skills")
    racing = [_fresh(bench, name, getattr(contenders, name)) for name in names]
    race(racing, rounds)
    for name in names:
        _check_done(bench, name)
    yield report(f"Cold, {_shown(bench.workload)}, the clients of others", racing)
    ours, theirs = (bench.round_folder(f"{name}-again", 0) for name in ("ctxpack", "apm"))
    again = [contenders.ctxpack(bench, ours), contenders.apm(bench, theirs)]
    for installed in again:
        check(installed)
    racing = [Contender("ctxpack", lambda _: again[0]), Contender("apm", lambda _: again[1])]
    race(racing, rounds)
    yield report(f"Nothing to do, {_shown(bench.workload)}, beside apm", racing, Bar("apm", 1 / 20))


def _check_done(bench: Bench, name: str) -> None:
    """Whoever ends without an error has not therefore done the job."""
    folder = bench.folder / "rounds" / f"{name}-0"
    found = sum(1 for _ in folder.rglob("part-*.md"))
    wanted = bench.workload.files - 2 * bench.workload.packs
    if found < wanted:
        raise RunFailedError(f"{name} has installed {found} of {wanted} files")


def _trips(bench: Bench, _rounds: int) -> Iterator[str]:
    """How often a cold install waits for the registry, counted between the two."""
    counts = bench.folder / f"trips-{bench.workload.name}"
    with delayed(bench.registry, 0, counts) as registry:
        # Finding out whether the proxy is there was a connection too.
        before = counts.read_text().split()
        check(contenders.ctxpack(replace(bench, registry=registry), bench.round_folder("trips", 0)))
        found = counts.read_text().split()[len(before) :]
    asked, opened = found.count("r"), found.count("c")
    verdict = "held" if (asked, opened) == (2, 1) else "**missed**"
    yield (
        f"### Round trips, {_shown(bench.workload)}\n\n"
        f"- {asked} on {opened} connection, bar 2 on 1: {verdict}\n"
    )


def _memory(bench: Bench, _rounds: int) -> Iterator[str]:
    """The most memory that a cold install holds."""
    installed = contenders.ctxpack(bench, bench.round_folder("memory", 0))
    probe = [sys.executable, "-S", "-c", MEMORY_PROBE, *installed.command]
    done = subprocess.run(
        probe, cwd=installed.folder, env=dict(installed.environment), check=True, stdout=subprocess.PIPE
    )
    peak = json.loads(done.stdout) / 1024
    verdict = "held" if peak <= MOST_MEMORY else "**missed**"
    yield f"### Memory, {_shown(bench.workload)}\n\n- {peak:.0f} MB at most, bar {MOST_MEMORY}: {verdict}\n"


def _shown(workload: Workload) -> str:
    packs = "1 pack" if workload.packs == 1 else f"{workload.packs} packs"
    return f"{packs}, {workload.files:,} files"


PARTS: dict[str, Callable[[Bench, int], Iterator[str]]] = {
    "cold": _cold,
    "warm": _warm,
    "nothing": _nothing,
    "trips": _trips,
    "memory": _memory,
    "others": _others,
}
