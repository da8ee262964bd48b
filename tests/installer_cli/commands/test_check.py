from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.support.registry_simulator import pack_files

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, data, _ in pack_files("close", "1.0.0"):
        target = tmp_path / "close" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return tmp_path / "close"


def test_a_good_pack_is_fit_to_be_published(cli: Cli, folder: Path) -> None:
    result = cli.ok("check", str(folder))
    assert "close 1.0.0: fit to be published" in result.err
    document = cli.ok("check", str(folder), "--json").document
    assert document["report"]["verdict"] == "accepted"
    assert document["report"]["digest"].startswith("sha256:")
    assert document["added"] == [".claude-plugin/plugin.json"]


def test_every_problem_is_told_with_its_place_and_what_to_do(cli: Cli, folder: Path) -> None:
    (folder / "pack.toml").write_text('name = "Close"\nversion = "1"\n')
    result = cli("check", str(folder))
    assert result.code == 1
    assert "error[E_PACK_REJECTED]: the pack has " in result.err
    assert "`Close` is not a pack name" in result.out
    assert "`1` is not a version" in result.out
    document = cli("check", str(folder), "--json").document
    assert document["ok"] is False
    assert document["report"]["verdict"] == "rejected"


def test_a_plugin_without_a_manifest_is_checked_and_what_was_inferred_is_told(cli: Cli, folder: Path) -> None:
    (folder / "pack.toml").unlink()
    (folder / ".claude-plugin").mkdir()
    plugin = {
        "name": "close",
        "version": "1.0.0",
        "description": "Close the month.",
        "author": {"name": "Ada"},
    }
    (folder / ".claude-plugin" / "plugin.json").write_text(json.dumps(plugin))
    result = cli.ok("check", str(folder))
    assert "inferred: " in result.err
    assert "added: pack.toml" in result.err


def test_a_folder_that_is_none_is_named(cli: Cli, tmp_path: Path) -> None:
    result = cli("check", str(tmp_path / "none"))
    assert result.code == 2
    assert "error[E_FOLDER]" in result.err


def test_changes_that_findings_offer_are_made_on_wish_and_told(cli: Cli, folder: Path) -> None:
    skill = next((folder / "skills").iterdir()) / "SKILL.md"
    skill.write_text("---\nname: Other Name\ndescription: Use when: asked\n---\nDo it.\n")
    skill.chmod(0o755)
    result = cli.ok("check", str(folder), "--fix")
    assert (
        skill.read_text() == f"---\nname: {skill.parent.name}\ndescription: 'Use when: asked'\n---\nDo it.\n"
    )
    assert skill.stat().st_mode & 0o111
    path = f"skills/{skill.parent.name}/SKILL.md"
    assert f"changed: {path} line 2" in result.err
    assert f"changed: {path} line 3" in result.err
    again = cli.ok("check", str(folder), "--fix", "--json").document
    assert again["changed"] == []
    assert {finding["rule"] for finding in again["report"]["findings"]} == {
        "manifest/not-for",
        "manifest/first-prompts",
    }


def test_a_file_is_renamed_on_wish(cli: Cli, folder: Path) -> None:
    skill = next((folder / "skills").iterdir()) / "SKILL.md"
    skill.rename(skill.with_name("skill.md"))
    result = cli.ok("check", str(folder), "--fix")
    assert [path.name for path in skill.parent.iterdir()] == ["SKILL.md"]
    assert f"skill.md is now skills/{skill.parent.name}/SKILL.md" in result.err
