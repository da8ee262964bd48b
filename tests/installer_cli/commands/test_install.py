"""``ctxpack install`` from the command line down to the files."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from tests.support.registry_simulator import problem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    registry.publish("close", requires={"ledger": ">=1"}, files={"scripts/run.sh": "echo\n"})
    return registry


def test_a_pack_and_what_it_requires_are_put_in_whole(cli: Cli, packs: RegistrySimulator) -> None:
    result = cli.ok("install", "close")
    tree = cli.tree()
    for name in ("close", "ledger"):
        for entry in packs.built[name, "1.0.0"].entries:
            assert tree[f".claude/skills/{name}/{entry.path}"] == entry.data
    assert tree[".claude/rules/ctxpack-ledger.md"] == b"@../memory/ledger/index.md\n"
    assert tree[".claude/memory/ledger/chart/accounts.md"] == b"# Accounts\n"
    assert cli.path(".claude/skills/close/scripts/run.sh").stat().st_mode & stat.S_IXUSR
    assert "+ close 1.0.0" in result.err
    assert "Installed 2 packs in" in result.err
    assert result.out == ""


def test_wishes_and_pins_are_noted(cli: Cli, packs: RegistrySimulator, url: str) -> None:
    cli.ok("install", "close")
    manifest = cli.path("ctxpack.toml").read_text()
    assert 'close = "^1.0"' in manifest
    assert "ledger" not in manifest
    assert f'url = "{url}"' in manifest
    assert f'key = "{packs.key_id}"' in manifest
    lines = cli.path("ctxpack.lock").read_text().splitlines()
    assert [line.split(" = ")[0] for line in lines if "archive" in line] == ["close", "ledger"]


@pytest.mark.parametrize(
    ("word", "noted", "version"),
    [
        ("close@1.0.0", "==1.0.0", "1.0.0"),
        ("close>=1.0,<1.1", ">=1.0.0,<1.1.0", "1.0.0"),
        ("close", "^1.1", "1.1.0"),
    ],
)
def test_the_version_asked_for_is_the_version_noted(
    cli: Cli, packs: RegistrySimulator, word: str, noted: str, version: str
) -> None:
    packs.publish("close", "1.1.0")
    cli.ok("install", word)
    assert f'close = "{noted}"' in cli.path("ctxpack.toml").read_text()
    assert cli.ok("list", "--json").document["packs"][0]["version"] == version


@pytest.mark.usefixtures("packs")
def test_the_same_again_changes_nothing_and_asks_nobody(cli: Cli, registry: RegistrySimulator) -> None:
    cli.ok("install", "close")
    before, asked = cli.tree(state=True), len(registry.requests)
    result = cli.ok("install", "close")
    assert "Nothing to do: 2 packs in place" in result.err
    assert cli.tree(state=True) == before
    assert len(registry.requests) == asked


@pytest.mark.usefixtures("packs")
def test_without_a_name_the_project_is_brought_to_what_its_files_say(cli: Cli) -> None:
    cli.ok("install", "close")
    expected = cli.tree()
    for name in ("close", "ledger"):
        cli.path(f".claude/.ctxpack/receipts/{name}.json").unlink()
    cli.path(".claude/skills/close/pack.toml").unlink()
    cli.ok("install")
    assert cli.tree() == expected


@pytest.mark.usefixtures("packs")
def test_a_missing_file_is_put_back_without_the_network(cli: Cli, registry: RegistrySimulator) -> None:
    cli.ok("install", "close")
    expected, asked = cli.tree(), len(registry.requests)
    cli.path(".claude/skills/close/pack.toml").unlink()
    cli.ok("install")
    assert cli.tree() == expected
    assert len(registry.requests) == asked


@pytest.mark.usefixtures("packs")
def test_a_dry_run_shows_the_plan_and_writes_nothing(cli: Cli) -> None:
    result = cli.ok("install", "close", "--dry-run")
    assert "+ close 1.0.0" in result.err
    assert "Nothing was changed" in result.err
    assert list(cli.project.iterdir()) == []


@pytest.mark.usefixtures("packs")
def test_the_json_document_holds_the_whole_plan(cli: Cli) -> None:
    document = cli.ok("install", "close", "--json").document
    assert (document["ok"], document["command"], document["dry_run"]) == (True, "install", False)
    close = next(pack for pack in document["packs"] if pack["name"] == "close")
    assert (close["action"], close["from"], close["to"]) == ("add", None, "1.0.0")
    assert {"path": ".claude/skills/close/pack.toml", "action": "create"} in close["files"]


@pytest.mark.usefixtures("packs")
def test_archives_come_from_the_cache_the_second_time(
    cli: Cli, registry: RegistrySimulator, tmp_path: Path
) -> None:
    cli.ok("install", "close")
    registry.requests.clear()
    other = tmp_path / "other"
    other.mkdir()
    cli.project = other
    cli.ok("install", "close")
    assert registry.requests == ["POST /api/v1/resolve"]


@pytest.mark.usefixtures("packs")
def test_a_static_mirror_serves_as_well(cli: Cli, registry: RegistrySimulator, tmp_path: Path) -> None:
    mirror = registry.write_mirror(tmp_path / "mirror")
    cli.ok("install", "close", "--registry", mirror)
    assert cli.ok("verify", "--registry", mirror)
    assert registry.requests == []


# --- updates and edits ---------------------------------------------------------------------------------


def test_an_asked_for_version_updates_and_keeps_what_the_user_added(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", "1.0.0", files={"notes.md": "one\n", "old.md": "old\n"})
    cli.ok("install", "close")
    cli.path(".claude/skills/close/MINE.md").write_text("mine\n")
    registry.publish("close", "1.1.0", files={"notes.md": "two\n", "new.md": "new\n"})
    result = cli.ok("install", "close>=1.1")
    assert "~ close 1.0.0 → 1.1.0" in result.err
    tree = cli.tree()
    assert tree[".claude/skills/close/notes.md"] == b"two\n"
    assert tree[".claude/skills/close/new.md"] == b"new\n"
    assert tree[".claude/skills/close/MINE.md"] == b"mine\n"
    assert ".claude/skills/close/old.md" not in tree


def test_an_edited_file_survives_the_same_version_again(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", files={"notes.md": "one\n"})
    cli.ok("install", "close")
    notes = cli.path(".claude/skills/close/notes.md")
    notes.write_text("one\nmine\n")
    result = cli.ok("install", "close")
    assert notes.read_text() == "one\nmine\n"
    assert "your changes stay: .claude/skills/close/notes.md" in result.err


# --- what is in the way ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("packs")
def test_a_users_file_in_the_way_is_named_and_kept(cli: Cli) -> None:
    mine = cli.path(".claude/rules/ctxpack-ledger.md")
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    result = cli("install", "ledger")
    assert result.code == 4
    assert "error[E_CONFLICT_USER_FILE]: `.claude/rules/ctxpack-ledger.md`" in result.err
    assert cli.tree() == {".claude/rules/ctxpack-ledger.md": b"mine"}


@pytest.mark.usefixtures("packs")
def test_a_users_own_skill_of_that_name_is_not_mixed_with_the_pack(cli: Cli) -> None:
    mine = cli.path(".claude/skills/close/SKILL.md")
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    result = cli("install", "close")
    assert result.code == 4
    assert "`.claude/skills/close/SKILL.md` is in the way" in result.err
    assert cli.tree() == {".claude/skills/close/SKILL.md": b"mine"}


@pytest.mark.usefixtures("packs")
def test_files_that_are_already_right_are_taken_over(cli: Cli) -> None:
    cli.ok("install", "close")
    expected = cli.tree()
    for path in sorted(cli.path(".claude/.ctxpack").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    cli.ok("install")
    assert cli.tree() == expected
    assert cli("verify").code == 0


@pytest.mark.parametrize("place", [".claude", ".claude/skills", ".claude/skills/close", ".claude/.ctxpack"])
@pytest.mark.usefixtures("packs")
def test_a_planted_link_is_not_written_through(cli: Cli, tmp_path: Path, place: str) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    cli.path(place).parent.mkdir(parents=True, exist_ok=True)
    cli.path(place).symlink_to(elsewhere)
    result = cli("install", "close")
    assert result.code == 1
    assert f"error[E_TARGET_LINK]: `{place}` is a link" in result.err
    assert list(elsewhere.iterdir()) == []


@pytest.mark.usefixtures("packs")
def test_a_link_in_place_of_a_file_is_not_written_through(cli: Cli, tmp_path: Path) -> None:
    cli.ok("install", "close")
    target = tmp_path / "target"
    target.write_text("precious")
    planted = cli.path(".claude/skills/close/pack.toml")
    planted.unlink()
    planted.symlink_to(target)
    result = cli("install")
    assert "E_TARGET_LINK" in result.err
    assert target.read_text() == "precious"


@pytest.mark.usefixtures("packs")
def test_a_folder_that_may_not_be_written_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "mkdir", refuse)
    result = cli("install", "close")
    assert result.code == 8
    assert "error[E_PERMISSION]: `.claude/.ctxpack` cannot be written: Permission denied" in result.err
    assert list(cli.project.iterdir()) == []


# --- the registry ------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("packs")
def test_an_unknown_pack_is_named_with_the_nearest_one(cli: Cli, registry: RegistrySimulator) -> None:
    registry.answer = lambda _method, path, _body: (
        (200, {}, b'{"results": [{"name": "close"}]}') if path.startswith("/api/v1/packs") else None
    )
    result = cli("install", "clsoe")
    assert result.code == 3
    assert "error[E_PACK_UNKNOWN]: there is no pack `clsoe` in http://" in result.err
    assert "hint: did you mean `close`?" in result.err
    assert list(cli.project.iterdir()) == []


@pytest.mark.parametrize("command", ["install", "uninstall", "update", "info", "diff", "why"])
def test_a_malformed_name_is_told_before_anything_is_asked(
    cli: Cli, registry: RegistrySimulator, command: str
) -> None:
    result = cli(command, "Close!")
    assert result.code == 2
    assert "error[E_USAGE_WORD]: `Close!` cannot be read: " in result.err
    assert "\nhint: use 2 to 64 small letters" in result.err
    assert registry.requests == []


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("close@", "no version follows the `@`"),
        ("close@newest", "`newest` is not a version"),
        ("close 1.2", "`1.2` has no operator such as `>=`"),
    ],
)
def test_a_requirement_that_cannot_be_read_is_shown_as_it_was_typed(cli: Cli, word: str, reason: str) -> None:
    result = cli("install", word)
    assert result.code == 2
    assert f"error[E_USAGE_WORD]: `{word}` cannot be read: " in result.err
    assert reason in result.err


@pytest.mark.usefixtures("packs")
def test_a_conflict_is_told_requirement_by_requirement(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("ledger", "2.0.0")
    registry.publish("report", requires={"ledger": ">=2"})
    registry.publish("budget", requires={"ledger": "<2"})
    result = cli("install", "report", "budget")
    assert result.code == 4
    assert "\n  `report` 1.0.0 requires `ledger` >=2.0.0\n" in result.err
    assert "\n  `budget` 1.0.0 requires `ledger` <2.0.0\n" in result.err


def test_a_registry_that_is_down_is_named(cli: Cli) -> None:
    result = cli("install", "close", "--registry", "http://127.0.0.1:1")
    assert result.code == 7
    assert "error[E_UNREACHABLE]: http://127.0.0.1:1 cannot be reached" in result.err
    assert list(cli.project.iterdir()) == []


def test_without_a_registry_the_setting_is_named(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CTXPACK_REGISTRY")
    result = cli("install", "close")
    assert result.code == 2
    assert "hint: set `CTXPACK_REGISTRY`" in result.err


def test_a_changed_archive_is_refused_and_nothing_is_installed(cli: Cli, packs: RegistrySimulator) -> None:
    digest = packs.built["close", "1.0.0"].digest.hex
    data = packs.archives[digest]
    packs.archives[digest] = data[:50] + bytes([data[50] ^ 1]) + data[51:]
    result = cli("install", "close")
    assert result.code == 5
    assert "error[E_DIGEST]" in result.err
    assert list(cli.project.iterdir()) == []


def test_a_changed_index_is_refused(cli: Cli, packs: RegistrySimulator) -> None:
    packs.answer = lambda _method, path, _body: (
        (200, {}, packs.closure(["close"]).replace(b"1.0.0", b"1.0.1")) if path.endswith("resolve") else None
    )
    result = cli("install", "close")
    assert result.code == 5
    assert "error[E_SIGNATURE]" in result.err
    assert list(cli.project.iterdir()) == []


@pytest.mark.usefixtures("packs")
def test_another_key_than_the_projects_is_refused(cli: Cli, registry: RegistrySimulator, url: str) -> None:
    cli.path("ctxpack.toml").write_text(f'[registry]\nurl = "{url}"\nkey = "0123456789abcdef"\n')
    result = cli("install", "close")
    assert result.code == 5
    assert f"signs with the key {registry.key_id}, and trusted is 0123456789abcdef," in result.err


@pytest.mark.usefixtures("packs")
def test_a_lockfile_edited_by_hand_is_refused(cli: Cli) -> None:
    cli.ok("install", "close")
    lockfile = cli.path("ctxpack.lock")
    text = lockfile.read_text()
    start = text.index("sha256:") + 7
    digit = "0" if text[start] != "0" else "1"
    lockfile.write_text(text[:start] + digit + text[start + 1 :])
    result = cli("install")
    assert result.code == 5
    assert "error[E_LOCK_MISMATCH]: `ctxpack.lock` pins `close` to sha256:" in result.err


def test_an_archive_that_the_registry_lost_is_told_with_its_pack(cli: Cli, packs: RegistrySimulator) -> None:
    packs.archives.clear()
    result = cli("install", "close")
    assert "error[E_ARCHIVE_ABSENT]" in result.err
    assert "`close` 1.0.0" in result.err
    assert list(cli.project.iterdir()) == []


def test_the_registrys_own_words_are_passed_on(cli: Cli, registry: RegistrySimulator) -> None:
    registry.answer = lambda *_: problem(400, "E_FIELD", "a name is malformed", "look at it")
    result = cli("install", "close")
    assert "a name is malformed" in result.err
    assert "hint: look at it" in result.err


def test_a_pack_that_is_not_there_is_told_with_the_token_that_was_not_sent(
    cli: Cli, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.path("ctxpack.toml").write_text(f'[registry]\nurl = "{url}"\n')
    monkeypatch.delenv("CTXPACK_REGISTRY")
    monkeypatch.setenv("CTXPACK_TOKEN", "ctxp_" + "a1" * 24)
    told = cli("install", "absent").err
    assert "error[E_PACK_UNKNOWN]" in told
    assert "`CTXPACK_TOKEN` is not sent, because the project's file names the registry" in told
    assert f"with `--registry {url}`; else a private pack needs a token" in told
