"""Fixes are made together or not at all, and never over what somebody wrote meanwhile."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from installer_cli.authoring import settle_folder
from installer_cli.console import Console
from installer_cli.fixes import Fix
from installer_cli.folder import read_folder
from packformat.errors import CtxpackError
from tests.support.faults import KILLED, Fault, run_with_fault
from tests.support.kill_scenes import memory_folder, tree
from tests.support.registry_simulator import pack_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FEWEST_POINTS = 60
"""Calls at which fixing two files can be killed; it makes a few more."""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A pack with a field to put in quotes, and a file to rename."""
    with memory_folder() as memory:
        pack = memory / "close"
        for path, data, _ in pack_files("close", "1.0.0"):
            (pack / path).parent.mkdir(parents=True, exist_ok=True)
            (pack / path).write_bytes(data)
        [skill] = (pack / "skills").iterdir()
        (skill / "SKILL.md").rename(skill / "skill.md")
        (skill / "skill.md").write_text("---\ndescription: Use when: asked\n---\nDo it.\n")
        (pack / "commands").mkdir()
        (pack / "commands" / "go.md").write_text("---\ndescription: Go: now\n---\nGo.\n")
        (pack / "commands" / "go.md").chmod(0o755)
        yield pack


def carry_out(fix: Fix, folder: Path) -> int:
    fix.carry_out(str(folder.parent / "home"), Console(quiet=True))
    return 0


@pytest.mark.unmeasured
def test_a_fix_killed_at_any_call_is_made_or_not_begun_after_the_next_command(folder: Path) -> None:
    scene = folder.parent / "scene"
    shutil.copytree(folder, scene)
    before = tree(folder)
    fix = Fix(str(folder))
    carry_out(fix, folder)
    after = tree(folder)
    assert not Fix(str(folder)).made
    point, met = 0, True
    while met:
        point += 1
        shutil.rmtree(folder)
        shutil.copytree(scene, folder)
        code, met = run_with_fault(Fault(point), lambda: carry_out(fix, folder))
        assert code == (KILLED if met else 0)
        settle_folder(str(folder), Console(quiet=True))
        assert tree(folder) in (before, after)
        assert [entry.path for entry in read_folder(str(folder))] == sorted(tree(folder))
    assert tree(folder) == after
    assert not (folder / ".claude").exists()
    assert os.access(folder / "commands" / "go.md", os.X_OK)
    assert point > FEWEST_POINTS


def test_what_somebody_wrote_since_is_not_written_over(folder: Path) -> None:
    fix = Fix(str(folder))
    (folder / "commands" / "go.md").write_text("Mine\n")
    before = tree(folder)
    with pytest.raises(CtxpackError) as refusal:
        fix.carry_out(str(folder.parent / "home"), Console(quiet=True))
    assert refusal.value.code == "E_WRITTEN_SINCE"
    assert tree(folder) == before


def test_the_earlier_files_of_so_many_fixes_are_kept(folder: Path) -> None:
    home = folder.parent / "home"
    for number in range(1, 24):
        (home / "fixed" / str(number)).mkdir(parents=True)
    kept = Fix(str(folder)).carry_out(str(home), Console(quiet=True))
    assert kept == str(home / "fixed" / "24")
    assert len(list((home / "fixed").iterdir())) == 20
    assert "description: Go: now" in (home / "fixed" / "24" / "commands" / "go.md").read_text()


@pytest.mark.parametrize(
    "live", [".git/hooks/post-commit", "a/.Git/config", "../x", "CON", ".claude/.ctxpack/lock/../x"]
)
def test_a_journal_that_came_with_a_folder_moves_nothing_where_no_pack_has_files(
    folder: Path, live: str
) -> None:
    state = folder / ".claude" / ".ctxpack"
    (state / "stage").mkdir(parents=True)
    (state / "stage" / "x").write_text("#!/bin/sh\n")
    moves = [["place", ".claude/.ctxpack/stage/x", live]]
    (state / "journal.json").write_text(json.dumps({"schema": 1, "run": "a", "emptied": [], "moves": moves}))
    with pytest.raises(CtxpackError) as refusal:
        settle_folder(str(folder), Console(quiet=True))
    assert refusal.value.code == "E_JOURNAL"
    assert (state / "stage" / "x").exists()
