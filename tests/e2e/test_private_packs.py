"""A private pack goes from its publisher to a colleague, and to nobody else."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.support.packs import pack_files
from tests.support.server import LiveRegistry, live_registry
from tests.support.source import ROOT

NAME, NOBODYS = "our-close", "our-shelf"


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
    for path, data in pack_files(NAME).items():
        target = machines["author"].project / NAME / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
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
