from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from installer_cli.project import FOLDERS, JOURNAL, STAGE, STATE, TRASH, Project
from installer_cli.receipt import MANAGED, PlacedFile
from installer_cli.stage import Stage
from packformat.digest import Digest
from packformat.errors import CtxpackError

SHARED = (".claude/skills", ".claude/rules")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / STATE).mkdir(parents=True)
    return Project(str(tmp_path))


def tree(project: Project) -> dict[str, bytes]:
    root = Path(project.root)
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not str(path.relative_to(root)).startswith(STATE)
    }


def folders(project: Project) -> list[str]:
    root = Path(project.root)
    found = (str(path.relative_to(root)) for path in root.rglob("*") if path.is_dir())
    return sorted(path for path in found if not path.startswith(STATE))


def change(project: Project, write: dict[str, bytes], remove: tuple[str, ...] = ()) -> None:
    with Stage(project, SHARED) as stage:
        for path, data in write.items():
            stage.write(path, data, executable=path.endswith(".sh"))
        for path in remove:
            stage.remove(path)
        stage.commit()


def test_nothing_lives_before_the_commit_and_everything_after_it(project: Project) -> None:
    with Stage(project, SHARED) as stage:
        stage.write(".claude/skills/a/x.md", b"x")
        stage.write("ctxpack.lock", b"lock")
        assert tree(project) == {}
        stage.commit()
    assert tree(project) == {".claude/skills/a/x.md": b"x", "ctxpack.lock": b"lock"}
    assert not any(project.has(path) for path in (JOURNAL, STAGE, TRASH))


@pytest.mark.parametrize(("kept", "names"), [(b"zip", 2), (None, 1)])
def test_an_archive_shares_the_bytes_of_the_cache_where_it_can(
    project: Project, tmp_path_factory: pytest.TempPathFactory, kept: bytes | None, names: int
) -> None:
    source, path = tmp_path_factory.mktemp("cache") / "a.zip", f"{STATE}/archives/a.zip"
    if kept:
        source.write_bytes(kept)
    with Stage(project, SHARED) as stage:
        stage.share(path, str(source), b"zip", known=Digest.of(b"zip"))
        stage.commit()
    assert project.read(path) == b"zip"
    assert Path(project.path(path)).stat().st_nlink == names


def test_a_stage_left_without_a_commit_leaves_nothing(project: Project) -> None:
    with Stage(project, SHARED) as stage:
        stage.write(".claude/skills/a/x.md", b"x")
    assert tree(project) == {}
    assert list(Path(project.path(STAGE)).iterdir()) == []


def test_files_are_replaced_and_removed_and_others_never_touched(project: Project) -> None:
    change(project, {".claude/skills/a/x.md": b"1", ".claude/skills/a/y.md": b"1"})
    mine = Path(project.path(".claude/skills/a/mine.md"))
    mine.write_bytes(b"mine")
    inode = mine.stat().st_ino
    change(
        project, {".claude/skills/a/x.md": b"2", ".claude/skills/a/z/z.md": b"2"}, (".claude/skills/a/y.md",)
    )
    assert tree(project) == {
        ".claude/skills/a/x.md": b"2",
        ".claude/skills/a/z/z.md": b"2",
        ".claude/skills/a/mine.md": b"mine",
    }
    assert mine.stat().st_ino == inode


def test_programs_are_executable_and_the_umask_is_respected(project: Project) -> None:
    before = os.umask(0o027)
    try:
        change(project, {".claude/skills/a/run.sh": b"", ".claude/skills/a/x.md": b""})
    finally:
        os.umask(before)
    modes = {
        name: stat.S_IMODE(Path(project.path(f".claude/skills/a/{name}")).stat().st_mode)
        for name in ("run.sh", "x.md")
    }
    assert modes == {"run.sh": 0o750, "x.md": 0o640}


def shipped(count: int) -> dict[PlacedFile, bytes]:
    texts = {f".claude/skills/a/{number % 7}/{number}.md": b"text %d" % number for number in range(count)}
    return {
        PlacedFile(path, Digest.of(data), executable=False, ownership=MANAGED): data
        for path, data in texts.items()
    }


@pytest.mark.parametrize("count", [3, 200])
def test_what_packs_ship_is_staged_together(project: Project, count: int) -> None:
    files = shipped(count)
    with Stage(project, SHARED) as stage:
        stage.write_shipped(list(files), files.__getitem__)
        stage.commit()
    assert tree(project) == {file.path: data for file, data in files.items()}


@pytest.mark.parametrize("count", [3, 200])
def test_one_file_that_cannot_be_read_among_many_changes_nothing(project: Project, count: int) -> None:
    files = shipped(count)
    missing = list(files)[-1]
    del files[missing]
    with pytest.raises(KeyError), Stage(project, SHARED) as stage:
        stage.write_shipped([*files, missing], files.__getitem__)
    assert tree(project) == {}
    assert list(Path(project.path(STAGE)).iterdir()) == []


def test_emptied_folders_go_and_those_the_user_made_stay(project: Project) -> None:
    Path(project.path(".claude/rules")).mkdir()
    files = {".claude/skills/a/deep/x.md": b"x", ".claude/rules/a.md": b"r"}
    change(project, files)
    assert (project.read(FOLDERS) or b"").decode().split() == [".claude/skills"]
    change(project, {}, tuple(files))
    assert folders(project) == [".claude", ".claude/rules"]


def test_a_folder_that_holds_a_users_file_stays(project: Project) -> None:
    change(project, {".claude/skills/a/x.md": b"x"})
    Path(project.path(".claude/skills/a/mine.md")).write_bytes(b"mine")
    change(project, {}, (".claude/skills/a/x.md",))
    assert tree(project) == {".claude/skills/a/mine.md": b"mine"}


def test_a_file_that_cannot_be_staged_changes_nothing(project: Project) -> None:
    with pytest.raises(CtxpackError) as caught:
        change(project, {".claude/skills/a": b"file", ".claude/skills/a/x.md": b"below it"})
    assert caught.value.code == "E_PATH"
    assert tree(project) == {}


def test_a_move_that_fails_is_undone_with_all_before_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(project, {".claude/skills/a/x.md": b"1", ".claude/skills/a/y.md": b"1"})
    rename = os.rename
    calls = []

    def failing(source: str, destination: str) -> None:
        calls.append(source)
        if len(calls) == 4:
            raise OSError(13, "Permission denied", destination)
        rename(source, destination)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(CtxpackError) as caught:
        change(project, {".claude/skills/a/x.md": b"2", ".claude/skills/a/y.md": b"2"})
    assert caught.value.code == "E_PERMISSION"
    assert tree(project) == {".claude/skills/a/x.md": b"1", ".claude/skills/a/y.md": b"1"}
    assert not project.has(JOURNAL)


def test_receipts_come_to_life_after_the_projects_files_and_those_after_the_agents(project: Project) -> None:
    Path(project.path(".claude/skills")).mkdir()
    with Stage(project, SHARED) as stage:
        for path in (f"{STATE}/receipts/a.json", "ctxpack.lock", ".claude/skills/a/x.md"):
            stage.write(path, b"x")
        assert stage._units() == [".claude/skills/a", "ctxpack.lock", f"{STATE}/receipts"]
