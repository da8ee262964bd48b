from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from installer_cli import folder as folder_module
from installer_cli.folder import read_folder
from packformat.errors import CtxpackError
from packformat.paths import Limits

if TYPE_CHECKING:
    from pathlib import Path


def fill(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)


def refusal(folder: Path) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        read_folder(str(folder))
    return caught.value


def test_every_file_is_read_with_its_mode(tmp_path: Path) -> None:
    fill(tmp_path, "pack.toml", "skills/a/SKILL.md", "run.sh", ".claude-plugin/plugin.json")
    (tmp_path / "run.sh").chmod(0o755)
    entries = {entry.path: entry for entry in read_folder(str(tmp_path))}
    assert list(entries) == [".claude-plugin/plugin.json", "pack.toml", "run.sh", "skills/a/SKILL.md"]
    assert entries["run.sh"].executable
    assert not entries["pack.toml"].executable
    assert entries["skills/a/SKILL.md"].data == b"skills/a/SKILL.md"


def test_a_project_that_uses_packs_is_not_taken_for_one(tmp_path: Path) -> None:
    fill(tmp_path, "ctxpack.toml", ".claude/skills/close/pack.toml")
    error = refusal(tmp_path)
    assert (error.code, error.data["path"]) == ("E_NOT_A_PACK", str(tmp_path))
    for own in ("pack.toml", ".claude-plugin/plugin.json"):
        fill(tmp_path, own)
        assert own in {entry.path for entry in read_folder(str(tmp_path))}
        (tmp_path / own).unlink()


def test_version_control_leftovers_and_an_earlier_record_are_passed_over(tmp_path: Path) -> None:
    fill(
        tmp_path,
        "pack.toml",
        ".git/config",
        "a/__pycache__/x.pyc",
        ".DS_Store",
        "node_modules/x/y",
        ".ctxpack/record",
    )
    assert [entry.path for entry in read_folder(str(tmp_path))] == ["pack.toml"]


def test_a_link_is_refused_with_its_target(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/etc/hostname")
    error = refusal(tmp_path)
    assert (error.code, error.data["target"]) == ("E_ENTRY_LINK", "/etc/hostname")


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path).code == "E_ENTRY_TYPE"


def test_what_is_no_folder_is_refused(tmp_path: Path) -> None:
    fill(tmp_path, "file")
    assert refusal(tmp_path / "file").code == "E_FOLDER"
    assert refusal(tmp_path / "none").code == "E_FOLDER"


def test_a_folder_with_too_much_in_it_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path, "a", "b", "c")
    monkeypatch.setattr(folder_module, "DEFAULT_LIMITS", Limits(files=2))
    assert (refusal(tmp_path).code, refusal(tmp_path).data["limit"]) == ("E_TOO_MANY", 2)
    monkeypatch.setattr(folder_module, "DEFAULT_LIMITS", Limits(unpacked=2))
    assert refusal(tmp_path).code == "E_TOO_LARGE"
