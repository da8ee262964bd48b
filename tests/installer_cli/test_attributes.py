"""What teams meet: two branches that each add a pack, merged by git."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

PACKS = ("accounts", "adverts", "books", "close")
ATTRIBUTES = ".gitattributes"


class Repository:
    """The project as a repository of git, which asks nobody and reads no settings of the user's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        names = [f"GIT_{role}_{what}" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")]
        self._environment = {
            **os.environ,
            **dict.fromkeys(names, "ada@example.org"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
        }
        self("init", "--quiet", "--initial-branch=main")

    def __call__(self, *argv: str) -> str:
        command = ["git", *argv]
        return subprocess.check_output(
            command, cwd=self._folder, env=self._environment, stderr=subprocess.STDOUT, text=True
        )

    def commit(self, message: str) -> None:
        self("add", "--all")
        self("commit", "--quiet", "--message", message)


@pytest.fixture
def repository(url: str, cli: Cli, registry: RegistrySimulator) -> Repository:
    for name in PACKS:
        registry.publish(name)
    return Repository(cli.project)


def add_on_branches(cli: Cli, repository: Repository, *names: str) -> None:
    """Let a branch of its own add each pack, all from the same start."""
    for name in names:
        repository("checkout", "--quiet", "-b", name, "main")
        cli.ok("sync")
        cli.ok("install", name)
        repository.commit(f"Add {name}")


@pytest.mark.parametrize("start", ["books", None])
@pytest.mark.parametrize("pair", [("accounts", "adverts"), ("adverts", "close")])
def test_branches_that_add_different_packs_merge_without_a_conflict(
    cli: Cli, repository: Repository, pair: tuple[str, str], start: str | None
) -> None:
    cli.ok("install", start or "books")
    if not start:
        cli.ok("uninstall", "books")
    repository.commit("Start")
    add_on_branches(cli, repository, *pair)
    repository("merge", "--quiet", "--no-edit", pair[0])
    assert "<<<<<<<" not in cli.path("ctxpack.lock").read_text()
    cli.ok("lock", "--check")
    cli.ok("sync")
    cli.ok("sync", "--frozen")
    installed = {pack["name"] for pack in cli.ok("list", "--json").document["packs"]}
    assert installed == {*pair, *([start] if start else [])}


def test_a_branch_that_updates_and_one_that_adds_merge_too(
    cli: Cli, registry: RegistrySimulator, repository: Repository
) -> None:
    cli.ok("install", "books")
    repository.commit("Start")
    add_on_branches(cli, repository, "accounts")
    repository("checkout", "--quiet", "main")
    cli.ok("sync")
    registry.publish("books", "1.1.0")
    cli.ok("update")
    repository.commit("Update books")
    repository("merge", "--quiet", "--no-edit", "accounts")
    lines = cli.path("ctxpack.lock").read_text().splitlines()
    assert sorted(line.split(" = ")[0] for line in lines if "archive" in line) == [
        "accounts",
        "books",
        "books",
    ]
    cli.ok("sync")
    cli.ok("sync", "--frozen")
    packs = {pack["name"]: pack["version"] for pack in cli.ok("list", "--json").document["packs"]}
    assert packs == {"accounts": "1.0.0", "books": "1.1.0"}


def test_git_is_told_of_it_in_a_file_that_an_uninstall_takes_away(cli: Cli, repository: Repository) -> None:
    cli.ok("install", "books")
    assert cli.path(ATTRIBUTES).read_text().splitlines()[-1] == "ctxpack.lock merge=union"
    cli.ok("undo")
    assert not cli.path(ATTRIBUTES).exists()


def test_a_file_of_the_users_is_left_as_it_is_and_the_doctor_says_what_to_add(
    cli: Cli, repository: Repository
) -> None:
    cli.path(ATTRIBUTES).write_text("*.png binary\n")
    cli.ok("install", "books")
    assert cli.path(ATTRIBUTES).read_text() == "*.png binary\n"
    assert "add the line `ctxpack.lock merge=union` to `.gitattributes`" in cli.ok("doctor", "--offline").out
    cli.path(ATTRIBUTES).write_text("*.png binary\nctxpack.lock merge=union\n")
    assert "E_GIT_MERGE" not in cli.ok("doctor", "--offline").out


def test_where_there_is_no_git_there_is_no_such_file(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("books")
    cli.ok("install", "books")
    assert not cli.path(ATTRIBUTES).exists()
    assert cli.ok("doctor").out == ""
