"""A private pack goes from its publisher to a colleague, and to nobody else."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.packs import pack_files
from tests.support.server import LiveRegistry, live_registry
from tests.support.source import ROOT

NAME, NOBODYS, SOLD = "our-close", "our-shelf", "our-payroll"


class Machine(NamedTuple):
    """Somebody's machine, with a project on it."""

    registry: LiveRegistry
    project: Path
    token: str

    def run(self, *words: str) -> tuple[int, Any]:
        """The exit code and the document of a command."""
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "CTXPACK_HOME": str(self.project / "home"),
            "CTXPACK_REGISTRY": self.registry.address,
            "CTXPACK_TOKEN": self.token,
        }
        argv = [sys.executable, "-m", "installer_cli", *words, "--json"]
        done = subprocess.run(
            argv, cwd=self.project, env=environment, capture_output=True, text=True, check=False
        )
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)


def _lay_down(folder: Path, name: str) -> None:
    for path, data in pack_files(name).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _files(top: Path) -> dict[Path, bytes]:
    """Of a file or a folder, but for what runs note for themselves."""
    paths = (path for path in (top, *top.rglob("*")) if ".ctxpack" not in path.parts)
    return {path: path.read_bytes() for path in paths if path.is_file()}


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveRegistry]:
    with live_registry(tmp_path_factory.mktemp("registry")) as registry:
        yield registry


def test_whoever_belongs_to_its_publisher_installs_it_and_nobody_else_learns_that_it_is_there(
    registry: LiveRegistry, tmp_path: Path
) -> None:
    secret = registry.manage("create_token", "grace", "--publisher", "demo", "--scope", "read")
    tokens = {"author": registry.token, "colleague": secret}
    tokens |= {"stranger": registry.manage("create_token", "eve", "--publisher", "others"), "visitor": ""}
    machines = {who: Machine(registry, tmp_path / who, token) for who, token in tokens.items()}
    for machine in machines.values():
        machine.project.mkdir()
    _lay_down(machines["author"].project / NAME, NAME)
    code, told = machines["author"].run("publish", NAME, "--private")
    assert (code, told["submission"]["status"]) == (0, "published"), told

    assert machines["colleague"].run("install", NAME, "--yes")[0] == 0
    project = machines["colleague"].project
    assert (project / f".claude/skills/{NAME}/README.md").is_file()
    assert secret not in (project / "ctxpack.lock").read_text() + (project / "ctxpack.toml").read_text()

    for who in ("stranger", "visitor"):
        found, absent = (machines[who].run("install", name, "--yes") for name in (NAME, NOBODYS))
        assert found[1]["error"]["code"] == "E_PACK_UNKNOWN"
        assert json.dumps(found).replace(NAME, NOBODYS) == json.dumps(absent)
        assert "a private pack needs a token" in found[1]["error"]["hint"]
        for file in ("ctxpack.toml", "ctxpack.lock"):
            (machines[who].project / file).write_bytes((project / file).read_bytes())
        assert machines[who].run("sync", "--yes")[1]["error"]["code"] == "E_ARCHIVE_ABSENT"


def test_a_guest_installs_it_and_once_the_grant_is_over_keeps_what_is_there(
    registry: LiveRegistry, tmp_path: Path
) -> None:
    owner = replace(registry, token=registry.manage("create_token", "demo", "--scope", "grant"))
    guest = Machine(registry, tmp_path / "guest", registry.manage("create_token", "gil", "--scope", "read"))
    author = Machine(registry, tmp_path / "author", registry.token)
    for machine in (guest, author):
        machine.project.mkdir()
    _lay_down(author.project / SOLD, SOLD)
    assert author.run("publish", SOLD, "--private")[0] == 0
    assert guest.run("install", SOLD, "--yes")[1]["error"]["code"] == "E_PACK_UNKNOWN"
    owner.post(f"/api/v1/packs/{SOLD}/grants", username="gil", reference="invoice-1")
    assert guest.run("install", SOLD, "--yes")[0] == 0
    assert guest.run("outdated")[1]["packs"] == []
    installed = {*guest.project.iterdir()} - {guest.project / "home"}
    before = {path: _files(path) for path in installed}
    owner.delete(f"/api/v1/packs/{SOLD}/grants/invoice-1")

    for command in ("outdated", "update"):
        code, told = guest.run(command, *(["--yes"] if command == "update" else []))
        assert (code, told["error"]["code"]) == (3, "E_PACK_GONE")
        assert "what is installed stays as it is" in told["error"]["hint"]
    assert guest.run("sync", "--yes")[0] == guest.run("sync", "--frozen")[0] == 0
    elsewhere = guest._replace(project=tmp_path / "elsewhere")
    elsewhere.project.mkdir()
    for file in ("ctxpack.toml", "ctxpack.lock"):
        (elsewhere.project / file).write_bytes((guest.project / file).read_bytes())
    code, told = elsewhere.run("sync", "--yes")
    assert (code, told["error"]["code"]) == (3, "E_ARCHIVE_ABSENT")
    assert not (elsewhere.project / ".claude").exists()
    assert {path: _files(path) for path in installed} == before
    assert guest.run("uninstall", SOLD, "--yes")[0] == 0
