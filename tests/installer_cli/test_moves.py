from __future__ import annotations

from installer_cli.moves import moves_in_words


def test_a_folder_that_moved_as_it_was_is_told_once() -> None:
    moved = {f".claude/skills/close/{name}.md": f"skills/close/{name}.md" for name in "abcd"}
    alone = {".apm/agents/tie.agent.md": "agents/tie.md", "SKILL.md": "skills/close/SKILL.md"}
    assert moves_in_words({**moved, **alone}) == [
        "4 files, .claude/… → ./…",
        ".apm/agents/tie.agent.md → agents/tie.md",
        "SKILL.md → skills/close/SKILL.md",
    ]


def test_what_moved_into_a_folder_is_told_once() -> None:
    moved = {name: f"skills/close/{name}" for name in ("SKILL.md", "a.md", "b.md", "c.md")}
    assert moves_in_words(moved) == ["4 files, ./… → skills/close/…"]
    assert moves_in_words({}) == []
