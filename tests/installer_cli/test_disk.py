from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from installer_cli.disk import FILE, FOLDER, LINK, OTHER, check_folders, files_below, observe
from installer_cli.project import Project
from packformat.digest import Digest
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from pathlib import Path


def test_what_lies_on_the_disk_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    (tmp_path / "run.sh").write_bytes(b"")
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    found = observe(
        Project(str(tmp_path)), ["file", "run.sh", "folder", "link", "pipe", "none", "file/below"]
    )
    kinds = {path: state.kind for path, state in found.items()}
    assert kinds == {"file": FILE, "run.sh": FILE, "folder": FOLDER, "link": LINK, "pipe": OTHER}
    assert (found["file"].digest, found["file"].size, found["file"].executable) == (
        Digest.of(b"abc"),
        3,
        False,
    )
    assert found["run.sh"].executable
    assert found["link"].digest is None


def test_files_below_a_folder_are_listed_without_following_links(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").touch()
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    project = Project(str(tmp_path))
    assert list(files_below(project, "a")) == ["a/b/file", "a/loop"]
    assert list(files_below(project, "none")) == []
    assert list(files_below(project, "a/b/file")) == []


def test_folders_on_the_way_may_be_missing_but_no_links_and_no_files(tmp_path: Path) -> None:
    project = Project(str(tmp_path))
    check_folders(project, ["a/b/c"])
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").touch()
    with pytest.raises(CtxpackError) as caught:
        check_folders(project, ["a/b/c"])
    assert caught.value.code == "E_TARGET_KIND"
    (tmp_path / "a" / "b").unlink()
    (tmp_path / "a" / "b").symlink_to(tmp_path)
    with pytest.raises(CtxpackError) as caught:
        check_folders(project, ["a/b/c"])
    assert (caught.value.code, caught.value.data["path"]) == ("E_TARGET_LINK", "a/b")
