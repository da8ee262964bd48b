"""The user's own packs, beside those of projects; the cache is one for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.main import main
from installer_cli.project import UserProject

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

MEMORY = {
    "memory/chart/memory.toml": 'title = "Chart"\nkind = "wiki"\n',
    "memory/chart/accounts.md": "# Accounts\n",
}


@pytest.fixture(autouse=True)
def user(url: str, registry: RegistrySimulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with something of the user's in it."""
    registry.publish("ledger", files=MEMORY)
    registry.publish("close", requires={"ledger": ">=1"})
    folder = tmp_path / "user"
    (folder / ".claude").mkdir(parents=True)
    (folder / ".claude" / "settings.json").write_text("{}")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


def run(*argv: str) -> int:
    return main([argv[0], "--global", *argv[1:]])


def test_everything_of_the_users_lies_below_the_agents_folder(user: Path) -> None:
    assert run("install", "close") == 0
    assert [path.name for path in user.iterdir()] == [".claude"]
    assert (user / ".claude" / "skills" / "close" / "pack.toml").exists()
    assert 'close = "^1.0"' in (user / ".claude" / "ctxpack.toml").read_text()
    assert "ledger = " in (user / ".claude" / "ctxpack.lock").read_text()
    for command in (("verify",), ("sync", "--frozen"), ("lock", "--check"), ("doctor",)):
        assert run(*command) == 0
    assert run("install") == 0
    assert run("undo") == 0
    assert not (user / ".claude" / "ctxpack.toml").exists()
    assert (user / ".claude" / "settings.json").read_text() == "{}"


def test_what_an_agent_reads_when_needed_is_named_from_the_home_folder(user: Path, cli: Cli) -> None:
    assert run("install", "ledger") == 0
    index = (user / ".claude" / "memory" / "ledger" / "index.md").read_text()
    assert "- `~/.claude/memory/ledger/chart/accounts.md`" in index
    cli.ok("install", "ledger")
    assert (
        "- `.claude/memory/ledger/chart/accounts.md`"
        in cli.path(".claude/memory/ledger/index.md").read_text()
    )


def test_a_folder_below_is_no_part_of_it(user: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("install", "close") == 0
    (user / "work").mkdir()
    monkeypatch.chdir(user / "work")
    assert main(["install", "ledger"]) == 0
    assert (user / "work" / "ctxpack.toml").exists()
    assert "ledger" not in (user / ".claude" / "ctxpack.toml").read_text()


def test_a_killed_run_is_finished_in_its_place(user: Path) -> None:
    assert run("install", "close") == 0
    project = UserProject(str(user))
    stage = user / ".claude" / ".ctxpack" / "stage" / "ab"
    stage.mkdir(parents=True)
    (stage / "ctxpack.lock").write_text("lock = 1\n[packs]\n")
    moves = '[["place", ".claude/.ctxpack/stage/ab/ctxpack.lock", "ctxpack.lock"]]'
    journal = user / ".claude" / ".ctxpack" / "journal.json"
    journal.write_text(f'{{"schema": 1, "run": "ab", "emptied": [], "moves": {moves}}}')
    assert run("list") == 0
    assert project.read("ctxpack.lock") == b"lock = 1\n[packs]\n"
    assert not (user / "ctxpack.lock").exists()


def test_one_cache_serves_all(user: Path, cli: Cli, registry: RegistrySimulator) -> None:
    cli.ok("install", "close")
    fetched = [request for request in registry.requests if "archives" in request]
    assert run("install", "close") == 0
    other = user / "other"
    other.mkdir()
    cli.project = other
    cli.ok("install", "close")
    assert [request for request in registry.requests if "archives" in request] == fetched


def test_a_project_and_the_users_own_cannot_both_be_meant(cli: Cli) -> None:
    result = cli("list", "--global")
    assert (result.code, "`--global` cannot be used like this" in result.err) == (2, True)
