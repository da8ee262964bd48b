"""A registry that changes its key while it runs, and projects that have pinned the old one."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.packs import pack_zip
from tests.support.server import ROOT, LiveRegistry, live_registry
from tests.support.template import Template


class Project:
    """A project that a builder works in, on a machine that remembers nothing but what it was told there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "project").mkdir(parents=True)

    def run(self, *argv: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "installer_cli", *argv],
            cwd=self.folder / "project",
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "CTXPACK_HOME": str(self.folder / "home"),
            },
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def write(self, manifest: str) -> None:
        (self.folder / "project" / "ctxpack.toml").write_text(manifest)

    @property
    def pinned(self) -> str:
        text = (self.folder / "project" / "ctxpack.toml").read_text()
        return text.partition('key = "')[2].partition('"')[0]


@pytest.fixture
def registry(template: Template, own_registry: dict[str, str]) -> Iterator[LiveRegistry]:
    data = Path(own_registry["CTXPACK_DATA_DIR"])
    engine = {"DATABASE_URL": own_registry.get("DATABASE_URL", "")}
    with live_registry(data, token=template.token, **engine) as registry:
        assert registry.publish(pack_zip("month-end", "1.0.0").read())["status"] == "published"
        yield registry


@pytest.mark.any_engine
def test_projects_follow_two_changes_of_the_key_under_a_running_server_and_ask_after_a_theft(
    registry: LiveRegistry, tmp_path: Path
) -> None:
    project, behind = Project(tmp_path / "project"), Project(tmp_path / "behind")
    code, said = project.run("install", "month-end", "--registry", registry.address, "--yes")
    assert code == 0, said
    first = project.pinned
    said = manage(
        registry, ["mirror", f"{tmp_path}/stale"], *[["rotate_key"]] * 2, ["mirror", f"{tmp_path}/new"]
    )
    assert said.count("Clients follow by themselves") == 2
    assert registry.publish(pack_zip("month-end", "1.1.0").read())["status"] == "published"
    code, said = project.run("update", "--yes")
    assert (code, "has the new key" in said, "1.1.0" in said) == (0, True, True), said
    assert project.pinned != first

    for mirror, wanted, word in (("new", 0, "1.0.0"), ("stale", 5, "E_KEY_RETIRED")):
        (tmp_path / "served").unlink(missing_ok=True)
        (tmp_path / "served").symlink_to(tmp_path / mirror)
        behind.write(f'[registry]\nurl = "file://{tmp_path}/served"\nkey = "{first}"\n')
        code, said = behind.run("info", "month-end")
        assert (code, word in said) == (wanted, True), said

    words = manage(registry, ["rotate_key", "--stolen"])
    (command,) = [line.split()[1:] for line in words.splitlines() if line.startswith("        ctxpack trust")]
    code, said = project.run("update")
    assert (code, f"ctxpack {' '.join(command)}" in said) == (5, True), said
    assert project.run(*command)[0] == 0
    assert project.run("update", "--yes")[0] == 0


def manage(registry: LiveRegistry, *commands: list[str]) -> str:
    """What several management commands write, run one after another in one process beside the server."""
    program = (
        "import django, sys, json; django.setup(); from django.core.management import call_command\n"
        "for command in json.loads(sys.argv[1]): call_command(*command)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, json.dumps(commands)],
        cwd=ROOT,
        env=registry.environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout
