"""Each level of autonomy is lines of permission, and none of them opens what is read-only."""

from dataclasses import replace

import pytest

from packformat.loops.loop import LEVELS, read_loop
from packformat.loops.permissions import may_reach, needs_consent, permissions_of
from tests.support.loops import LOOP

LOOP_READ = read_loop("loops/no-defects.toml", LOOP.encode())


def test_to_suggest_is_to_read_and_to_run_the_check() -> None:
    found = permissions_of(LOOP_READ, "suggest", "/pack")
    assert found.mode == "plan"
    assert found.allow == ("Read", "Grep", "Glob", "Bash(python3 /pack/scripts/check.py)")
    assert {"Edit", "Write"} <= set(found.deny)


def test_to_act_is_to_edit_and_to_use_what_the_pack_may_use() -> None:
    found = permissions_of(LOOP_READ, "act", "/pack", ["Bash(git status)"])
    assert found.mode == "acceptEdits"
    assert {"Edit", "Write", "Bash(git status)"} <= set(found.allow)


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_read_only_is_denied_on_every_level(level: str) -> None:
    denied = permissions_of(LOOP_READ, level, "/pack").deny
    assert {"Edit(/rules/*.txt)", "Write(/rules/*.txt)"} <= set(denied)


def test_the_author_sets_the_limit_and_only_the_last_level_takes_consent() -> None:
    modest = replace(LOOP_READ, autonomy="ask")
    assert [may_reach(modest, level) for level in LEVELS] == [True, True, False]
    assert [needs_consent(level) for level in LEVELS] == [False, False, True]
