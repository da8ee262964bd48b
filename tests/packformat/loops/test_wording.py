"""What agents are told names the check, and never more than they take."""

from dataclasses import replace
from pathlib import Path

import pytest

from packformat.loops.loop import read_loop
from packformat.loops.wording import LONGEST_GOAL, check_line, first_prompt, goal_text, next_prompt
from tests.support.folders import PACKS
from tests.support.loops import LOOP

LOOP_READ = read_loop("loops/no-defects.toml", LOOP.encode())
LOOPS = sorted(PACKS.glob("*/loops/*.toml"))


@pytest.mark.parametrize("path", LOOPS, ids=lambda path: f"{path.parents[1].name}:{path.stem}")
def test_the_text_for_goal_names_the_check_and_when_to_stop_and_fits(path: Path) -> None:
    loop = read_loop(f"loops/{path.name}", path.read_bytes())
    text = goal_text(loop, "/home/ada/my project/.claude/skills/pack")
    assert len(text) <= LONGEST_GOAL
    assert check_line(loop, "/home/ada/my project/.claude/skills/pack") in text
    assert f"Stop in any case after {loop.caps.turns} turns or {loop.caps.minutes} minutes" in text
    assert all(glob in text for glob in loop.read_only)


def test_a_goal_of_the_greatest_length_is_cut_and_the_check_is_not() -> None:
    text = goal_text(replace(LOOP_READ, goal="word " * 800), "/pack")
    assert len(text) <= LONGEST_GOAL
    assert " …\n\n" in text
    assert "python3 /pack/scripts/check.py" in text


def test_a_folder_with_a_space_stays_one_word_of_the_command() -> None:
    assert check_line(LOOP_READ, "/my packs/a") == "python3 '/my packs/a/scripts/check.py'"


def test_an_agent_hears_the_goal_first_and_then_what_the_check_says() -> None:
    first = first_prompt(replace(LOOP_READ, read_only=()), "/pack")
    assert first.startswith(LOOP_READ.goal)
    assert "Never change" not in first
    assert "bad lines: 3" in next_prompt("bad lines: 3\n", 2)
    assert "(it printed nothing)" in next_prompt("", 2)
