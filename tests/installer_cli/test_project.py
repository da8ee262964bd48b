from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from installer_cli.main import main
from installer_cli.project import Project, UserProject
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def test_the_nearest_folder_above_with_a_ctxpack_toml_is_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ctxpack.toml").touch()
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert Project.find().root == str(tmp_path)


def test_without_one_this_folder_is_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".claude").mkdir()
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert Project.find().root == str(tmp_path / "inner")


def test_a_named_folder_has_to_exist(tmp_path: Path) -> None:
    with pytest.raises(CtxpackError) as caught:
        Project.find(str(tmp_path / "none"))
    assert caught.value.code == "E_FOLDER"


def test_an_absent_file_reads_as_none(tmp_path: Path) -> None:
    project = Project(str(tmp_path))
    (tmp_path / "file").write_bytes(b"x")
    assert project.read("file") == b"x"
    assert project.read("none") is None
    assert project.read("file/below") is None


def test_a_folder_where_a_file_should_be_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "ctxpack.lock").mkdir()
    with pytest.raises(CtxpackError) as caught:
        Project(str(tmp_path)).read("ctxpack.lock")
    assert caught.value.code == "E_PATH"


def test_a_dangling_link_is_something(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    assert Project(str(tmp_path)).has("link")


@pytest.mark.parametrize("place", [".claude", ".claude/skills"])
def test_a_link_on_the_way_is_refused_by_its_name(tmp_path: Path, place: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / place).parent.mkdir(exist_ok=True)
    (tmp_path / place).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CtxpackError) as caught:
        Project(str(tmp_path)).check_no_links(".claude/skills/pack/file.md")
    assert caught.value.code == "E_TARGET_LINK"
    assert f"`{place}`" in caught.value.message


MEMORY = {
    "memory/chart/memory.toml": 'title = "Chart"\nkind = "wiki"\n',
    "memory/chart/accounts.md": "# Accounts\n",
}


@pytest.fixture
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


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_a_pipe_or_a_device_where_a_file_should_be_is_not_waited_for(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ctxpack.lock"
    os.mkfifo(path) if kind == "pipe" else path.symlink_to("/dev/zero")
    with pytest.raises(CtxpackError) as caught:
        Project(str(tmp_path)).read("ctxpack.lock")
    assert (caught.value.code, "a pipe or a device" in caught.value.message) == ("E_PATH", True)
