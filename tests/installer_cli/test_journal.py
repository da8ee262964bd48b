"""Every prefix of a run's moves can be gone on from, forwards and backwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from installer_cli.journal import ASIDE, PLACE, Journal, clear, recover, remove_tree
from installer_cli.project import JOURNAL, STAGE, TRASH, Project
from packformat.errors import CtxpackError

RUN = "0123abcd"
MOVES = [
    (ASIDE, ".claude/skills/a/old.md", f"{TRASH}/{RUN}/.claude/skills/a/old.md"),
    (ASIDE, ".claude/skills/a/both.md", f"{TRASH}/{RUN}/.claude/skills/a/both.md"),
    (PLACE, f"{STAGE}/{RUN}/.claude/skills/a/both.md", ".claude/skills/a/both.md"),
    (PLACE, f"{STAGE}/{RUN}/.claude/skills/b", ".claude/skills/b"),
]
BEFORE = {".claude/skills/a/old.md": "old", ".claude/skills/a/both.md": "before"}
AFTER = {".claude/skills/a/both.md": "after", ".claude/skills/b/new.md": "new"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in which a run has staged everything and moved nothing."""
    staged = {f"{STAGE}/{RUN}/{path}": text for path, text in AFTER.items()}
    for path, text in {**BEFORE, **staged}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return Project(str(tmp_path))


def tree(project: Project) -> dict[str, str]:
    root = Path(project.root)
    files = (path for path in root.rglob("*") if path.is_file() and ".ctxpack" not in path.parts)
    return {str(path.relative_to(root)): path.read_text() for path in files}


def journal() -> Journal:
    return Journal(RUN, MOVES, [".claude/skills/a"])


def begin(project: Project) -> None:
    journal().write(project)
    journal().begin(project)


def make(project: Project, count: int) -> None:
    """Make the first moves as a run does before it is killed."""
    for _, source, destination in MOVES[:count]:
        target = Path(project.path(destination))
        target.parent.mkdir(parents=True, exist_ok=True)
        Path(project.path(source)).rename(target)


@pytest.mark.parametrize("made", range(len(MOVES) + 1))
def test_a_run_killed_after_any_move_is_finished_by_the_next(project: Project, made: int) -> None:
    begin(project)
    make(project, made)
    assert recover(project)
    assert tree(project) == AFTER
    assert not any(project.has(path) for path in (JOURNAL, STAGE, TRASH))
    assert not recover(project)


@pytest.mark.parametrize("made", range(len(MOVES) + 1))
def test_a_run_killed_after_any_move_can_be_undone(project: Project, made: int) -> None:
    begin(project)
    make(project, made)
    journal().undo(project)
    clear(project)
    assert tree(project) == BEFORE
    assert not project.has(JOURNAL)


@pytest.mark.parametrize("made", range(len(MOVES) + 1))
def test_a_file_that_appeared_in_the_way_is_set_aside_and_not_lost(project: Project, made: int) -> None:
    begin(project)
    make(project, min(made, 3))
    new = Path(project.path(".claude/skills/b"))
    new.write_text("mine")
    recover(project)
    assert new.with_name("b.kept-1").read_text() == "mine"
    assert tree(project) == {**AFTER, ".claude/skills/b.kept-1": "mine"}


def test_a_run_of_whose_staged_files_one_was_lost_is_undone(project: Project) -> None:
    begin(project)
    make(project, 1)
    Path(project.path(f"{STAGE}/{RUN}/.claude/skills/b/new.md")).unlink()
    Path(project.path(f"{STAGE}/{RUN}/.claude/skills/b")).rmdir()
    assert recover(project)
    assert tree(project) == BEFORE


def test_a_run_that_can_be_neither_finished_nor_undone_waits_and_says_so(project: Project) -> None:
    begin(project)
    make(project, 2)
    skills = Path(project.path(".claude/skills"))
    skills.rename(skills.with_name("away"))
    skills.write_text("in the way")
    with pytest.raises(CtxpackError) as caught:
        recover(project)
    assert caught.value.code == "E_HALFWAY"
    assert "nothing was changed" not in caught.value.message
    skills.unlink()
    skills.with_name("away").rename(skills)
    assert recover(project)
    assert tree(project) == AFTER


def test_without_a_journal_what_was_staged_is_cleared_away(project: Project) -> None:
    assert not recover(project)
    assert tree(project) == BEFORE
    assert not project.has(STAGE)


def test_a_journal_reads_back_as_it_was_written(project: Project) -> None:
    begin(project)
    found = Journal.read(project)
    assert found is not None
    assert (found.run, found.moves, found.emptied) == (RUN, MOVES, [".claude/skills/a"])


def valid(**changes: object) -> bytes:
    return json.dumps({"schema": 1, "run": RUN, "emptied": [], "moves": [], **changes}).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        valid(schema=2),
        valid(run="../x"),
        valid(run=3),
        valid(moves=[["steal", "a", "b"]]),
        valid(moves=[["steal", f"{STAGE}/x", ".claude/skills/x"]]),
        valid(moves=[["aside", "a", "b"]]),
        valid(moves=[["aside", ".claude/skills/a", ".claude/skills/b"]]),
        valid(moves=[["place", ".claude/skills/a", ".claude/skills/b"]]),
        valid(moves=[["place", "a", "b"]]),
        valid(moves=[["aside", "../../etc/passwd", f"{TRASH}/x"]]),
        valid(moves=[["aside", "a", f"{TRASH}/../../x"]]),
        valid(moves=[["place", f"{STAGE}/x", ".git/hooks/pre-commit"]]),
        valid(moves=[["aside", "src/main.py", f"{TRASH}/x"]]),
        valid(moves=[["aside", 1, 2]]),
        valid(moves=[["aside"]]),
        valid(emptied=["/etc"]),
    ],
)
def test_a_damaged_journal_stops_everything_and_moves_nothing(project: Project, data: bytes) -> None:
    Path(project.path(JOURNAL)).write_bytes(data)
    before = tree(project)
    with pytest.raises(CtxpackError) as caught:
        recover(project)
    assert caught.value.code == "E_JOURNAL"
    assert tree(project) == before
    assert project.has(STAGE)


def test_a_journal_that_came_with_a_link_moves_nothing_through_it(project: Project, tmp_path: Path) -> None:
    begin(project)
    outside = tmp_path / "outside"
    Path(project.path(".claude/skills")).rename(outside)
    Path(project.path(".claude/skills")).symlink_to(outside)
    with pytest.raises(CtxpackError) as caught:
        recover(project)
    assert caught.value.code == "E_TARGET_LINK"
    assert sorted(path.name for path in outside.rglob("*.md")) == ["both.md", "old.md"]
    assert project.has(STAGE)


def test_a_link_in_place_of_a_tree_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "kept")
    remove_tree(str(tmp_path / "link"))
    assert (tmp_path / "kept" / "file").exists()


def test_a_tree_is_removed_with_its_links_and_without_what_they_point_at(tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    (tmp_path / "gone" / "deep").mkdir(parents=True)
    (tmp_path / "gone" / "link").symlink_to(tmp_path / "kept")
    remove_tree(str(tmp_path / "gone"))
    remove_tree(str(tmp_path / "none"))
    assert [path.name for path in tmp_path.rglob("*")] == ["kept", "file"]
