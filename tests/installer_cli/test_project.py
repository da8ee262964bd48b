from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.project import Project
from packformat.errors import CtxpackError

if TYPE_CHECKING:
    from pathlib import Path


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
    assert caught.value.code == "E_IO"


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
