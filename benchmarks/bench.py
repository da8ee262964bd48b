"""What every race of installers needs: servers at a distance, the programs, and a new folder for each run."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from benchmarks.race import Run
from benchmarks.staff import Moderator
from benchmarks.wheel_index import FOLDER, write_npm, write_tar, write_wheel
from benchmarks.workloads import Workload
from packformat.archive import Entry
from packformat.build import build_pack
from tests.support.processes import free_port, running
from tests.support.server import LiveRegistry
from tests.support.wheel import built_wheel

ROOT = Path(__file__).resolve().parents[1]
PROXY = ROOT / "benchmarks" / "delay.py"
UV = Path(sys.executable).with_name("uv")


@dataclass(frozen=True)
class Bench:
    """A folder, our program as users have it, and one workload behind both servers."""

    folder: Path
    laptop: Path
    workload: Workload
    registry: str
    index: str
    files: Path
    """The peers' files: wheels, archives of npm, one tar, and the packs as folders."""

    @property
    def ctxpack(self) -> Path:
        """The command."""
        return self.laptop / "bin" / "ctxpack"

    @property
    def tar(self) -> Path:
        """Everything in one compressed tar."""
        return self.files / "all.tar.gz"

    @property
    def packs(self) -> Path:
        """Every pack as a folder, which is a Claude Code plugin too, as every client of others asks for."""
        folder = self.files / "packs"
        if not folder.exists():
            folder.mkdir()
            subprocess.run(["tar", "xzf", self.tar], cwd=folder, check=True)
            for pack in folder.iterdir():
                manifest = {"name": pack.name, "version": "1.0.0", "description": "A pack"}
                (pack / "plugin.json").write_text(json.dumps(manifest))
        return folder

    def round_folder(self, name: str, number: int) -> Path:
        """A new, empty folder for one run. What was there is renamed, never deleted.

        File systems are slow for minutes after a mass delete.
        """
        folder = self.folder / "rounds" / f"{name}-{number}"
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}.old-{os.urandom(4).hex()}"))
        folder.mkdir(parents=True)
        return folder


def check(run: Run) -> None:
    """Run what must succeed, outside the clock."""
    subprocess.run(
        run.command, cwd=run.folder, env=dict(run.environment), check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip


def clean() -> Mapping[str, str]:
    """An environment without what a developer has set; certificates and proxies slow peers down."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}


def make_laptop(folder: Path) -> Path:
    """An environment with the built wheel, as `uv tool install` makes it."""
    wheel, laptop = built_wheel(folder / "wheel"), folder / "laptop"
    subprocess.run([UV, "venv", "--quiet", "--python", sys.executable, laptop], check=True)
    install = [UV, "pip", "install", "--quiet", "--compile-bytecode", "--python", laptop, wheel]
    subprocess.run(install, check=True)
    return laptop


def publish(registry: LiveRegistry, packs: Mapping[str, list[Entry]]) -> None:
    """Bring packs into the registry; what has more words than rules read, a person lets through."""
    for entries in reversed(list(packs.values())):
        ended = registry.publish(build_pack(entries).archive)
        if ended["status"] == "held":
            assert _holds(ended) == ["text/unread"], ended
            Moderator(registry).publish(ended["id"], "Made for a benchmark, of words without a meaning")
            ended = registry.follow(ended["id"])
        assert ended["status"] == "published", ended


def _holds(submission: Mapping[str, Any]) -> list[str]:
    return [found["rule"] for found in submission["report"]["findings"] if found["severity"] == "hold"]


def write_peers_files(folder: Path, workload: Workload, packs: Mapping[str, list[Entry]]) -> Path:
    """The same bytes in the forms that peers install."""
    files = folder / f"files-{workload.name}"
    files.mkdir()
    for number, (name, entries) in enumerate(packs.items()):
        write_wheel(files, name, entries, [f"{other}>=1.0,<2" for other in workload.requires(number)])
        write_npm(files, name, entries, workload.requires(number))
    write_tar(files / "all.tar.gz", dict(packs))
    return files


@contextmanager
def index_server(files: Path) -> Iterator[str]:
    """The peers' index, served by the server that serves our registry."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--port", str(port), "--log-level", "error"]
    settings = {FOLDER: str(files)}
    application = ["benchmarks.wheel_index:application"]
    with running(
        [*command, *application], lambda: _answers(f"{address}/files/all.tar.gz"), env=settings, cwd=ROOT
    ):
        yield address


@contextmanager
def delayed(address: str, milliseconds: int, count: Path | None = None) -> Iterator[str]:
    """The same server, `milliseconds` of round trip away; `count` gets a letter for each round trip."""
    if not milliseconds and count is None:
        yield address
        return
    port, backend = free_port(), address.rpartition(":")[2]
    command = [sys.executable, PROXY, str(port), backend, str(milliseconds), *([count] if count else [])]
    near = f"http://127.0.0.1:{port}"
    with running(command, lambda: _answers(near), cwd=ROOT):
        yield near


def _answers(address: str) -> bool:
    try:
        with urlopen(address, timeout=2):  # noqa: S310 - our own address
            return True
    except OSError as error:
        return hasattr(error, "code")
