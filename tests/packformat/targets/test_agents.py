from __future__ import annotations

import pytest

from installer_cli.arguments import CLAUDE, TARGET
from packformat.component import KINDS
from packformat.placement import OTHER_FILES, OTHER_FOLDERS, is_other_place
from packformat.targets.agents import TARGETS, place_of

BY_CTXPACK = {"convention", "connector", "eval", "example", "loop", "persona", "scaffold", "workflow"}
"""Kinds that no agent loads: `ctxpack` itself works with them, from the pack's folder, for whatever agent.
What a loop, a persona or a workflow comes to is a skill, which every agent reads."""


@pytest.mark.parametrize("target", TARGETS)
def test_each_kind_has_a_place_with_an_agent_or_a_reason_why_it_has_none(target: str) -> None:
    agent = TARGETS[target]
    for kind in {*KINDS, "server"} - BY_CTXPACK:
        assert bool(place_of(agent, kind)) != bool(agent.lacks.get(kind)), kind


def test_the_places_that_runs_may_write_to_are_those_of_the_table() -> None:
    folders = {folder for agent in TARGETS.values() for folder in agent.folders.values()}
    files = {agent.instructions for agent in TARGETS.values()}
    files |= {agent.servers.path for agent in TARGETS.values() if agent.servers}
    assert set(OTHER_FOLDERS) == {place_of(TARGETS["agents"], "skill"), *folders}
    assert set(OTHER_FILES) == files


def test_a_command_line_takes_every_word_of_the_table() -> None:
    assert set(TARGET.choices) == {CLAUDE, *TARGETS}


@pytest.mark.parametrize(
    ("path", "below", "whole"),
    [
        (".agents/skills/a/SKILL.md", True, True),
        (".agents/skills", False, True),
        (".agents", False, True),
        (".cursor/mcp.json", False, True),
        (".cursor/rules/a.md", False, False),
        (".ssh/config", False, False),
    ],
)
def test_only_places_of_the_table_are_other_places(path: str, below: bool, whole: bool) -> None:  # noqa: FBT001 - two answers
    assert (is_other_place(path), is_other_place(path, whole=True)) == (below, whole)
