"""Installing: `ctxpack` against uv, pip, npm, curl with tar, and copying, each doing the same bytes.

Everybody has a real server on loopback, directly and through a proxy that adds a round trip. Old trees are
renamed away between rounds, never deleted: file systems are slow for minutes after a mass delete.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from benchmarks.race import ROUNDS, Contender, Run, race, report
from benchmarks.wheel_index import FOLDER, write_tar, write_wheel
from benchmarks.workloads import LARGE, MEDIUM, SMALL, Workload
from packformat.archive import Entry
from packformat.build import build_pack
from tests.support.processes import free_port, running
from tests.support.server import LiveRegistry, live_registry

ROOT = Path(__file__).resolve().parents[1]
PROXY = ROOT / "benchmarks" / "delay.py"
ROUND_TRIPS = (0, 20, 80)
"""Milliseconds: this machine, the same country, another continent."""
BARS = {
    ("small", 0): "Bar: at most 1.0 times uv pip.",
    ("small", 80): "Bar: at most 0.35 times uv pip.",
    ("medium", 0): "Bar: at most 0.7 times uv pip.",
    ("medium", 80): "Bar: at most 0.3 times uv pip.",
    ("large", 0): "Bar: at most 0.8 times curl | tar.",
}


@dataclass(frozen=True)
class Bench:
    """What every race needs: a folder, the programs, and the addresses of the servers."""

    folder: Path
    ctxpack: Path
    uv: Path
    registry: str
    index: str
    tar: Path

    def round_folder(self, name: str, number: int) -> Path:
        """A new, empty folder for one run."""
        folder = self.folder / "rounds" / f"{name}-{number}"
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}.old-{os.urandom(4).hex()}"))
        folder.mkdir(parents=True)
        return folder


def run(folder: Path, rounds: int = ROUNDS) -> Iterator[str]:
    """Yield the report of each race."""
    ctxpack, uv = _installed_ctxpack(folder), Path(sys.executable).with_name("uv")
    with live_registry(folder / "registry") as registry:
        for workload in (SMALL, MEDIUM, LARGE):
            packs = workload.make()
            _publish(registry, packs)
            wheels, tar = _peers_files(folder, workload, packs)
            with _wheel_server(wheels) as index:
                for milliseconds in ROUND_TRIPS if workload is not LARGE else (0,):
                    with (
                        _delayed(registry.address, milliseconds) as near,
                        _delayed(index, milliseconds) as far,
                    ):
                        bench = Bench(folder, ctxpack, uv, near, far, tar)
                        yield _cold(bench, workload, milliseconds, rounds)
                bench = Bench(folder, ctxpack, uv, registry.address, index, tar)
                yield _warm(bench, workload, rounds)
                yield _nothing_to_do(bench, workload, rounds)


def _cold(bench: Bench, workload: Workload, milliseconds: int, rounds: int) -> str:
    contenders = [
        Contender("ctxpack", lambda number: _ctxpack(bench, workload, bench.round_folder("ctxpack", number))),
        Contender("uv pip", lambda number: _uv(bench, workload, bench.round_folder("uv", number))),
    ]
    if milliseconds == 0:
        contenders.append(Contender("cp -r", lambda number: _copy(bench, bench.round_folder("cp", number))))
        contenders.append(
            Contender("curl, tar", lambda number: _curl(bench, bench.round_folder("tar", number)))
        )
    race(contenders, rounds)
    peer = "curl, tar" if workload is LARGE else "uv pip"
    title = f"Cold, {workload.packs} packs, {workload.files} files, {milliseconds} ms round trip"
    return report(title, contenders, peer, BARS.get((workload.name, milliseconds), ""))


def _warm(bench: Bench, workload: Workload, rounds: int) -> str:
    """Install with a filled cache and a lockfile, nothing in the project yet."""
    first = bench.round_folder("ctxpack-first", 0)
    _check(_ctxpack(bench, workload, first))
    filled = bench.round_folder("uv-first", 0)
    _check(_uv(bench, workload, filled))

    def ctxpack(number: int) -> Run:
        run = _ctxpack(bench, workload, bench.round_folder("ctxpack-warm", number), home=first / "home")
        for name in ("ctxpack.toml", "ctxpack.lock"):
            shutil.copy(first / "project" / name, run.folder / "project" / name)
        return run

    def uv(number: int) -> Run:
        return _uv(bench, workload, bench.round_folder("uv-warm", number), cache=filled / "cache")

    contenders = [Contender("ctxpack", ctxpack), Contender("uv pip", uv)]
    race(contenders, rounds)
    return report(
        f"Warm, {workload.packs} packs, from the cache", contenders, "uv pip", "Bar: at most 1.0 times uv."
    )


def _nothing_to_do(bench: Bench, workload: Workload, rounds: int) -> str:
    """Install what is installed: every file's state is looked at."""
    ours = _ctxpack(bench, workload, bench.round_folder("ctxpack-done", 0))
    theirs = _uv(bench, workload, bench.round_folder("uv-done", 0))
    _check(ours)
    _check(theirs)
    contenders = [Contender("ctxpack", lambda _: ours), Contender("uv pip", lambda _: theirs)]
    race(contenders, rounds)
    title = f"Nothing to do, {workload.packs} packs"
    return report(title, contenders, "uv pip", "Bar: at most 1.0 times uv pip.")


def _ctxpack(bench: Bench, workload: Workload, folder: Path, home: Path | None = None) -> Run:
    project = folder / "project"
    project.mkdir()
    environment = {
        **_clean(),
        "CTXPACK_REGISTRY": bench.registry,
        "CTXPACK_HOME": str(home or folder / "home"),
    }
    command = [bench.ctxpack, "install", workload.root, "--yes"]
    return Run(["env", "-C", project, *command], folder, environment)


def _uv(bench: Bench, workload: Workload, folder: Path, cache: Path | None = None) -> Run:
    """Uv into an environment made before the clock starts; what it knows of the interpreter is warm."""
    cache = cache or folder / "cache"
    environment = {**_clean(), "UV_CACHE_DIR": str(cache)}
    _check(Run([bench.uv, "venv", "--quiet", folder / "env"], folder, environment))
    _check(Run([bench.uv, "pip", "list", "--quiet", "--python", folder / "env"], folder, environment))
    into = ["--python", folder / "env", "--index-url", f"{bench.index}/simple/", "--quiet"]
    return Run([bench.uv, "pip", "install", *into, workload.root], folder, environment)


def _curl(bench: Bench, folder: Path) -> Run:
    address = f"{bench.index}/files/{bench.tar.name}"
    return Run(["sh", "-c", f"curl -fsS {address} | tar xz"], folder, _clean())


def _copy(bench: Bench, folder: Path) -> Run:
    source = bench.tar.with_suffix("").with_suffix("")
    if not source.exists():
        source.mkdir()
        subprocess.run(["tar", "xzf", bench.tar], cwd=source, check=True)
    return Run(["cp", "-r", source, "copy"], folder, _clean())


def _clean() -> Mapping[str, str]:
    """An environment without what a developer has set; certificates and proxies slow peers down."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}


def _check(run: Run) -> None:
    subprocess.run(
        run.command, cwd=run.folder, env=dict(run.environment), check=True, stdout=subprocess.DEVNULL
    )


def _installed_ctxpack(folder: Path) -> Path:
    """The command as users have it: the built wheel in an environment of its own."""
    wheels = folder / "wheel"
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, ROOT]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    environment = folder / "laptop"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    [wheel] = wheels.glob("*.whl")
    pip = [environment / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    subprocess.run(pip, check=True)
    return environment / "bin" / "ctxpack"


def _publish(registry: LiveRegistry, packs: Mapping[str, list[Entry]]) -> None:
    for entries in reversed(list(packs.values())):
        ended = registry.publish(build_pack(entries).archive)
        assert ended["status"] == "published", ended


def _peers_files(folder: Path, workload: Workload, packs: Mapping[str, list[Entry]]) -> tuple[Path, Path]:
    wheels = folder / f"wheels-{workload.name}"
    wheels.mkdir()
    for number, (name, entries) in enumerate(packs.items()):
        write_wheel(wheels, name, entries, workload.requires(number))
    tar = wheels / "all.tar.gz"
    write_tar(tar, dict(packs))
    return wheels, tar


@contextmanager
def _wheel_server(wheels: Path) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    application = ["benchmarks.wheel_index:application"]
    settings = {FOLDER: str(wheels)}
    with running(
        [*command, *application], lambda: _answers(f"{address}/files/all.tar.gz"), env=settings, cwd=ROOT
    ):
        yield address


@contextmanager
def _delayed(address: str, milliseconds: int) -> Iterator[str]:
    """The same server, `milliseconds` of round trip away."""
    if not milliseconds:
        yield address
        return
    port, backend = free_port(), address.rpartition(":")[2]
    command = [sys.executable, PROXY, str(port), backend, str(milliseconds)]
    near = f"http://127.0.0.1:{port}"
    with running(command, lambda: _answers(near), cwd=ROOT):
        yield near


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):  # noqa: S310 - our own address
            return True
    except OSError as error:
        return hasattr(error, "code")
