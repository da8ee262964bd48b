from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installer_cli.console import Console
from tests.support.registry_simulator import pack_files

if TYPE_CHECKING:
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


@pytest.fixture
def odd(folder: Path) -> Path:
    """A pack whose findings offer two changes of one file, with bytes beside them that are not to change."""
    skill = next((folder / "skills").iterdir()) / "SKILL.md"
    skill.write_bytes(b"---\nname: Other Name\ndescription: Use when: asked\n---\nDo it.  \r\nThen\ttell")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_changes_that_findings_offer_are_made_on_wish_and_told(cli: Cli, odd: Path) -> None:
    before = files(odd)
    [path] = [path for path in before if path.endswith("SKILL.md")]
    assert f"2 of these can be changed for you: ctxpack check --fix {odd}" in cli.ok("check", str(odd)).err
    result = cli.ok("check", str(odd), "--fix")
    name = path.split("/")[1].encode()
    wanted = before[path].replace(b"Other Name", name).replace(b"Use when: asked", b"'Use when: asked'")
    assert files(odd) == {**before, path: wanted}
    assert f"~ {path}\n@@" in result.out
    assert "\n-description: Use when: asked\n" in result.out
    assert "\n+description: 'Use when: asked'\n" in result.out
    assert "  Not every program can read the lines at the top" in result.err
    assert "close 1.0.0: fit to be published" in result.err
    kept = result.err.partition("what was there before is kept in ")[2].split("\n")[0]
    assert files(Path(kept)) == {path: before[path]}


def test_fixing_twice_changes_nothing_more(cli: Cli, odd: Path) -> None:
    first = cli.ok("check", str(odd), "--fix", "--json").document
    assert (len(first["changed"]), first["dry_run"]) == (2, False)
    there = files(odd)
    again = cli.ok("check", str(odd), "--fix", "--json").document
    assert (again["changed"], "kept" in again) == ([], False)
    assert files(odd) == there
    assert {finding["rule"] for finding in again["report"]["findings"]} == {
        "manifest/not-for",
        "manifest/first-prompts",
    }


def test_a_dry_run_shows_the_changes_and_makes_none(cli: Cli, odd: Path) -> None:
    before = files(odd)
    result = cli.ok("check", str(odd), "--fix", "--dry-run")
    assert "+description: 'Use when: asked'" in result.out
    assert "warning[skill/name]" in result.out
    assert "Nothing was changed: this was a dry run" in result.err
    document = cli.ok("check", str(odd), "--fix", "--dry-run", "--json").document
    assert (document["dry_run"], len(document["changed"])) == (True, 2)
    assert files(odd) == before


@pytest.mark.parametrize("answer", ["y", "n"])
def test_at_a_terminal_it_asks_before_it_changes_anything(
    cli: Cli, odd: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    monkeypatch.setattr(Console, "can_ask", True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n"))
    before = files(odd)
    result = cli("check", str(odd), "--fix")
    assert "Make these changes? [y/N]" in result.err
    assert (result.code, files(odd) == before) == ((0, False) if answer == "y" else (6, True))


def test_with_yes_nobody_is_asked(cli: Cli, odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Console, "can_ask", True)
    assert "Make these changes?" not in cli.ok("check", str(odd), "--fix", "--yes").err


@pytest.mark.parametrize("option", ["--yes", "--dry-run"])
def test_what_goes_with_fixing_is_refused_without_it(cli: Cli, folder: Path, option: str) -> None:
    result = cli("check", str(folder), option)
    assert (result.code, f"`{option}` cannot be used like this" in result.err) == (2, True)


def test_a_file_is_renamed_on_wish(cli: Cli, folder: Path) -> None:
    skill = next((folder / "skills").iterdir()) / "SKILL.md"
    skill.rename(skill.with_name("skill.md"))
    result = cli.ok("check", str(folder), "--fix")
    assert [path.name for path in skill.parent.iterdir()] == ["SKILL.md"]
    assert (
        f"~ skills/{skill.parent.name}/SKILL.md, until now skills/{skill.parent.name}/skill.md" in result.out
    )
