from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from installer_cli.foreign import read_foreign, write_folder
from packformat.archive import Entry
from packformat.errors import CtxpackError
from packformat.paths import DEFAULT_LIMITS

if TYPE_CHECKING:
    from pathlib import Path


def test_links_inside_become_copies_and_others_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "close"
    (folder / "deep").mkdir(parents=True)
    (folder / "CLAUDE.md").write_text("We.")
    (folder / "AGENTS.md").symlink_to("CLAUDE.md")
    (folder / "deep/up.md").symlink_to("../CLAUDE.md")
    (folder / "hosts").symlink_to("/etc/hosts")
    (folder / "loop").symlink_to(".")
    (tmp_path / "close-other").write_text("x")
    (folder / "near").symlink_to("../close-other")
    foreign = read_foreign(str(folder))
    assert {entry.path: entry.data for entry in foreign.entries} == {
        "AGENTS.md": b"We.",
        "CLAUDE.md": b"We.",
        "deep/up.md": b"We.",
    }
    assert foreign.followed[0] == "a copy of `CLAUDE.md` for the link `AGENTS.md`"
    assert [sentence.split("`")[1] for sentence in foreign.left_out] == ["hosts", "loop", "near"]


def test_links_to_folders_of_the_project_become_copies_as_installers_lay_them(
    tmp_path: Path,
) -> None:
    project = tmp_path / "project"
    (project / ".agents/skills/close/ref").mkdir(parents=True)
    (project / ".agents/skills/close/SKILL.md").write_text("Close.")
    (project / ".agents/skills/close/ref/again").symlink_to("../../close")
    (project / ".agents/skills/close/ref/a.md").symlink_to("../SKILL.md")
    (project / ".claude/skills").mkdir(parents=True)
    (project / ".claude/skills/close").symlink_to("../../.agents/skills/close")
    (project / ".claude/skills/all").symlink_to("../..")
    (project / ".git").mkdir()
    (project / ".claude/skills/git").symlink_to("../../.git")
    for place in (project, project / ".claude"):
        foreign = read_foreign(str(place))
        assert {entry.path: entry.data for entry in foreign.entries} == {
            ".claude/skills/close/SKILL.md": b"Close.",
            ".claude/skills/close/ref/a.md": b"Close.",
        }
        assert [sentence.split("`")[1] for sentence in foreign.followed] == [
            ".agents/skills/close",
            ".agents/skills/close/SKILL.md",
        ]
        left_out = [sentence.split("`")[1] for sentence in foreign.left_out if "link" in sentence]
        assert [path.removeprefix(".claude/") for path in left_out] == [
            "skills/all",
            "skills/close/ref/again",
            "skills/git",
        ]


@pytest.mark.parametrize("folder", [".claude/skills", ".github/skills"])
def test_a_part_of_a_project_is_called_as_the_project_and_may_link_to_skills_of_it(
    tmp_path: Path, folder: str
) -> None:
    (tmp_path / "project/.agents/skills/close").mkdir(parents=True)
    (tmp_path / "project/.agents/skills/close/SKILL.md").write_text("Close.")
    (tmp_path / "project" / folder).mkdir(parents=True)
    (tmp_path / "project" / folder / "close").symlink_to("../../.agents/skills/close")
    foreign = read_foreign(str(tmp_path / "project" / folder))
    assert (foreign.name, [entry.path for entry in foreign.entries]) == ("project", ["close/SKILL.md"])


@pytest.mark.parametrize(
    "target", [".env", "ledger/2026.csv", "CLAUDE.local.md", ".claude/settings.local.json"]
)
def test_no_link_takes_along_what_is_the_projects_or_its_users_alone(tmp_path: Path, target: str) -> None:
    project = tmp_path / "project"
    for path in (target, ".claude/skills/close/SKILL.md"):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_text(f"What {path} says")
    (project / ".claude/skills/close/notes.md").symlink_to(project / target)
    foreign = read_foreign(str(project / ".claude"))
    assert [entry.path for entry in foreign.entries] == [".claude/skills/close/SKILL.md"]
    assert any("notes.md" in sentence for sentence in foreign.left_out)


def test_leftovers_version_control_and_what_is_no_file_are_passed_over(tmp_path: Path) -> None:
    for path in (".git/config", "__pycache__/a.pyc", ".DS_Store", "a.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    os.mkfifo(tmp_path / "pipe")
    foreign = read_foreign(str(tmp_path))
    assert [entry.path for entry in foreign.entries] == ["a.md"]
    assert foreign.left_out == ["`pipe`: it is no file"]


@pytest.mark.parametrize(("limit", "code"), [({"files": 1}, "E_TOO_MANY"), ({"unpacked": 1}, "E_TOO_LARGE")])
def test_limits_are_counted_while_reading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], code: str
) -> None:
    (tmp_path / "a.md").write_text("x")
    (tmp_path / "b.md").write_text("xy")
    monkeypatch.setattr("installer_cli.foreign.DEFAULT_LIMITS", DEFAULT_LIMITS._replace(**limit))
    with pytest.raises(CtxpackError) as error:
        read_foreign(str(tmp_path))
    assert error.value.code == code


def test_no_file_is_written_outside_the_folder(tmp_path: Path) -> None:
    with pytest.raises(CtxpackError):
        write_folder(str(tmp_path / "out"), [Entry("../up.md", b"x")])
    assert list(tmp_path.iterdir()) == []


def test_what_the_disk_refuses_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CtxpackError) as error:
        write_folder(str(tmp_path / "file/out"), [Entry("a.md", b"x")])
    assert error.value.code == "E_PATH"
    with pytest.raises(CtxpackError) as error:
        write_folder(str(tmp_path / "file"), [Entry("a.md", b"x")])
    assert error.value.code == "E_OUTPUT"
