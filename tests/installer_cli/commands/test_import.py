from __future__ import annotations

import io
import json
import os
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

PAGE = "---\nname: close\ndescription: Closes the month, step by step\n---\nDo it.\n"


@pytest.fixture
def plugin(tmp_path: Path) -> Path:
    """A plugin's folder."""
    folder = tmp_path / "month-end"
    (folder / ".claude-plugin").mkdir(parents=True)
    (folder / ".claude-plugin/plugin.json").write_text('{"name": "month-end", "version": "1.2.0"}')
    (folder / "skills/close").mkdir(parents=True)
    (folder / "skills/close/SKILL.md").write_text(PAGE)
    (folder / "scripts").mkdir()
    (folder / "scripts/tie.py").write_text("#!/usr/bin/env python3\n")
    (folder / "scripts/tie.py").chmod(0o755)
    return folder


def test_a_plugin_becomes_a_pack_that_passes_the_check(cli: Cli, plugin: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    result = cli.ok("import", str(plugin), "--output", str(output))
    assert f"month-end 1.2.0: a Claude Code plugin, 4 files in {output}" in result.err
    assert "inferred: no licence" in result.err
    assert (output / "skills/close/SKILL.md").read_text() == PAGE
    assert os.access(output / "scripts/tie.py", os.X_OK)
    assert 'programs = ["scripts/tie.py"]' in (output / "pack.toml").read_text()
    cli.ok("check", str(output))


def test_a_folder_that_holds_something_is_not_touched(cli: Cli, plugin: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "mine.txt").write_text("mine")
    result = cli("import", str(plugin), "--output", str(output))
    assert (result.code, "error[E_OUTPUT]" in result.err) == (2, True)
    assert [path.name for path in output.iterdir()] == ["mine.txt"]


def test_the_packs_name_is_the_folder_where_none_is_named(
    cli: Cli, plugin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    document = cli.ok("import", str(plugin), "--json").document
    assert (document["output"], document["hollow"], document["moved"]) == ("month-end", False, {})
    assert (tmp_path / "here/month-end/pack.toml").exists()


def test_a_zip_is_imported_too(cli: Cli, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("close-main/SKILL.md", PAGE)
    (tmp_path / "close.zip").write_bytes(buffer.getvalue())
    result = cli.ok("import", str(tmp_path / "close.zip"), "--output", str(tmp_path / "out"))
    assert "moved: SKILL.md → skills/close/SKILL.md" in result.err
    with zipfile.ZipFile(tmp_path / "skills.zip", "w") as archive:
        archive.writestr("skills/tie/SKILL.md", PAGE)
    document = cli.ok(
        "import", str(tmp_path / "skills.zip"), "--output", str(tmp_path / "two"), "--json"
    ).document
    assert (document["moved"], document["name"]) == ({}, "close")


def test_a_hollow_package_is_said_to_be_so(cli: Cli, plugin: Path, tmp_path: Path) -> None:
    promise = {"name": "month-end", "version": "1.0.0", "agents": "./agents"}
    (plugin / ".claude-plugin/plugin.json").write_text(json.dumps(promise))
    (plugin / "skills/close/SKILL.md").unlink()
    result = cli.ok("import", str(plugin), "--output", str(tmp_path / "out"))
    assert "its manifest promises what is not there: `agents`" in result.err
    assert "it holds no skill, agent, command" in result.err
    document = cli.ok("import", str(plugin), "--output", str(tmp_path / "two"), "--json").document
    assert (document["missing"], document["hollow"]) == (["agents"], True)


def test_a_projects_claude_folder_can_be_named_itself(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "our-project/.claude"
    (folder / "agents").mkdir(parents=True)
    (folder / "agents/reviewer.md").write_text(PAGE)
    (folder / "settings.local.json").write_text("{}")
    result = cli.ok("import", str(folder), "--output", str(tmp_path / "out"))
    assert "our-project 0.1.0: a project's own `.claude/`" in result.err
    assert "left out: `settings.local.json`: it is yours alone" in result.err


def test_a_folder_that_is_named_for_what_is_in_it_names_no_pack(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "our-project/.claude/skills"
    (folder / "close").mkdir(parents=True)
    (folder / "close/SKILL.md").write_text(PAGE)
    document = cli.ok("import", str(folder), "--output", str(tmp_path / "out"), "--json").document
    assert (document["shape"], document["name"]) == ("a folder of skills", "our-project")


def test_of_a_project_only_its_own_parts_and_what_they_import_are_read(cli: Cli, tmp_path: Path) -> None:
    project = tmp_path / "our-project"
    for path, text in {
        ".claude/agents/reviewer.md": PAGE,
        ".claude/rules/money.md": "@../../outside.md @gone.md",
        "CLAUDE.md": "See @docs/firm.md and @docs/firm.md.",
        "docs/firm.md": "We. @codes.csv",
        "docs/codes.csv": "1,2",
        "docs/other.md": "Not named.",
        "node_modules/x/index.js": "x",
    }.items():
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(text)
    output = tmp_path / "out"
    result = cli.ok("import", str(project), "--output", str(output))
    assert {path.relative_to(output).as_posix() for path in output.rglob("*.*") if path.is_file()} == {
        *("pack.toml", "agents/reviewer.md", "memory/rules/money.md"),
        *("memory/project/CLAUDE.md", "memory/project/docs/firm.md", "memory/project/docs/codes.csv"),
    }
    assert result.err.count("left out:") == 1
    assert "left out: everything else in the project" in result.err


def test_the_page_of_a_skill_comes_alone_and_what_lies_beside_it_is_told(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "month-end"
    folder.mkdir()
    (folder / "SKILL.md").write_text(PAGE)
    page = str(folder / "SKILL.md")
    assert "left out" not in cli.ok("import", page, "--output", str(tmp_path / "one")).err
    (folder / "notes.md").write_text("Notes")
    assert (
        "left out: what lies beside `SKILL.md`"
        in cli.ok("import", page, "--output", str(tmp_path / "two")).err
    )
    assert (tmp_path / "two/skills/close/SKILL.md").read_text() == PAGE


def test_the_page_of_an_agent_is_a_pack_and_hooks_are_called_as_their_folder(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "month-end/hooks"
    folder.mkdir(parents=True)
    (folder / "hooks.json").write_text("{}")
    (tmp_path / "reviewer.agent.md").write_text(PAGE)
    monkeypatch.chdir(tmp_path)
    cli.ok("import", "month-end/hooks/hooks.json", "--output", "hooks")
    assert 'name = "month-end"' in (tmp_path / "hooks/pack.toml").read_text()
    cli.ok("import", "reviewer.agent.md", "--output", "agent")
    assert (tmp_path / "agent/agents/reviewer.md").read_text() == PAGE
    (tmp_path / "notes.md").write_text("Notes")
    result = cli("import", "notes.md")
    assert (result.code, "`NAME.agent.md` if an agent" in result.err) == (1, True)


def test_a_file_of_another_kind_is_refused_with_what_can_be_imported(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes")
    result = cli("import", str(tmp_path / "notes.txt"))
    assert (result.code, "neither a folder nor a zip" in result.err) == (2, True)
    with zipfile.ZipFile(tmp_path / "project.zip", "w") as archive:
        archive.writestr(".claude/agents/reviewer.md", PAGE)
    assert "unpack it and name its folder" in cli("import", str(tmp_path / "project.zip")).err
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04")
    assert cli("import", str(tmp_path / "cut.zip")).code != 0


def test_a_folder_is_never_imported_into_itself(
    cli: Cli, plugin: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.ok("import", plugin.name, "--json").document["output"] == "month-end-pack"


def test_what_is_not_there_is_said(cli: Cli, tmp_path: Path) -> None:
    result = cli("import", str(tmp_path / "nowhere"))
    assert (result.code, "error[E_FOLDER]" in result.err) == (2, True)
