"""A run that is killed or refused at any call of the system changes everything or nothing.

After each, the next command leaves a whole tree: all files of before, or all of after; what is listed is
there, and every byte of the user's is where it was or kept. Of calls at which a kill leaves the same disk,
one is tried, and of those that a loop makes at one place, its first and its last are refused; `make kill`
kills at all of them, with larger packs.
"""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING

import pytest

from tests.support.kill_scenes import (
    ERRNOS,
    MINE,
    RERUN_EVERY,
    Scene,
    Workshop,
    assert_can_go_on,
    assert_whole,
    expected,
    failed,
    kill_at,
    make_scenes,
    make_workshop,
    memory_folder,
    tree,
    watched,
)
from tests.support.watched import worth_a_kill, worth_a_refusal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.unmeasured

PART_EVERY, FEWEST_KILLS = 17, 9
"""One call in so many is a place to be killed at where parts change, and so many kills there are at least."""
FEWEST_SHARED_KILLS = {"install": 9, "update": 9, "undo": 9, "sync": 4, "uninstall": 9}
FEWEST_POINTS = {"install": 265, "update": 400, "remove": 300, "undo": 335}
"""Calls at which each of the runs can be killed; a run in these scenes makes a few more."""
FEWEST_DISKS, FEWEST_REFUSALS = 130, 95
"""So many different disks a run leaves at those calls, and so many of them are worth to be refused."""


@pytest.fixture(scope="module")
def memory() -> Iterator[Path]:
    with memory_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def workshop(memory: Path) -> Workshop:
    return make_workshop(memory)


@pytest.fixture(scope="module")
def scenes(workshop: Workshop, memory: Path) -> dict[str, Scene]:
    return make_scenes(workshop, memory)


@pytest.mark.parametrize("name", ["install", "update", "remove", "undo"])
def test_a_run_killed_at_any_call_is_finished_or_undone_by_the_next(
    workshop: Workshop, scenes: dict[str, Scene], name: str
) -> None:
    calls = watched(workshop, scenes[name])
    assert len(calls) >= FEWEST_POINTS[name]
    assert kill_at(workshop, scenes[name], worth_a_kill(calls)) >= FEWEST_DISKS


def test_the_four_runs_have_a_thousand_points_to_be_killed_at() -> None:
    assert sum(FEWEST_POINTS.values()) >= 1_000


PARTS = {"widen": ("install", "close@1.0.0"), "give up": ("uninstall", "close", "--only", "memory:facts")}


@pytest.mark.parametrize("name", PARTS)
def test_a_run_that_changes_what_is_taken_of_a_pack_is_no_other_to_a_kill(
    workshop: Workshop, scenes: dict[str, Scene], name: str
) -> None:
    part = workshop.copy(scenes["install"])
    for label in ("memory:facts", "skill:close"):
        assert workshop.run(part, "install", "close@1.0.0", "--only", label) == 0
    scene = Scene(part.folder, PARTS[name])
    kills = kill_at(workshop, scene, count(PART_EVERY, PART_EVERY), again_after=1)
    assert kills >= FEWEST_KILLS


@pytest.mark.parametrize("name", ["install", "update", "remove", "undo"])
def test_a_run_that_the_disk_refuses_at_any_call_changes_everything_or_nothing(
    workshop: Workshop, scenes: dict[str, Scene], name: str
) -> None:
    before, after = expected(workshop, scenes[name])
    points = worth_a_refusal(watched(workshop, scenes[name]))
    assert len(points) >= FEWEST_REFUSALS
    for number, (point, copy, code) in enumerate(failed(workshop, scenes[name], points, ERRNOS)):
        assert code in (0, 1, 5, 8), (point, code)
        if code:
            assert tree(copy.project) == before, point
        assert_whole(workshop, copy, before, after)
        if number % RERUN_EVERY == 0:
            assert_can_go_on(workshop, copy, after)
        shutil.rmtree(copy.folder)


SHARED = {
    "install": ("install", "close@1.0.0", "--target", "cursor"),
    "update": ("install", "close@2.0.0", "--target", "gemini"),
    "undo": ("undo",),
    "sync": ("sync",),
    "uninstall": ("uninstall", "close"),
}
"""Runs that change `AGENTS.md` or `GEMINI.md`, each in a project where those before it were made."""


@pytest.mark.parametrize("name", SHARED)
def test_a_file_that_packs_share_with_the_user_is_no_other_to_a_kill(
    workshop: Workshop, scenes: dict[str, Scene], name: str
) -> None:
    shared = workshop.copy(scenes["install"])
    instructions = shared.project / "AGENTS.md"
    instructions.write_text(MINE)
    for earlier in list(SHARED)[: list(SHARED).index(name)]:
        assert workshop.run(shared, *SHARED[earlier]) == 0
        instructions.write_text(f"{instructions.read_text()}after {earlier}\n")
    if name == "sync":
        instructions.write_text(MINE)
    scene = Scene(shared.folder, SHARED[name])
    before, after = expected(workshop, scene)
    assert any(before.get(path) != after.get(path) for path in ("AGENTS.md", "GEMINI.md"))
    if name == "uninstall":
        assert after["AGENTS.md"].decode() == MINE + "".join(
            f"after {one}\n" for one in SHARED if one != name
        )
    kills = kill_at(workshop, scene, count(PART_EVERY, PART_EVERY), again_after=1)
    assert kills >= FEWEST_SHARED_KILLS[name]
