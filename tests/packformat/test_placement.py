from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from packformat.errors import CtxpackError
from packformat.placement import placed

if TYPE_CHECKING:
    from collections.abc import Mapping

FILES = ["README.md", "memory/rules/rules.md", "memory/rules/memory.toml"]


def describe(_: str) -> Mapping[str, Any]:
    return {"title": "Rules", "loads": "always"}


def test_the_pack_stands_beside_the_skills_and_its_memories_once_more_where_they_are_loaded() -> None:
    found = {one.place: one for one in placed("close", FILES, describe, asks=True, prefix="parts/")}
    assert list(found) == [
        ".claude/skills/close/README.md",
        ".claude/skills/close/memory/rules/rules.md",
        ".claude/skills/close/memory/rules/memory.toml",
        ".claude/memory/close/rules/rules.md",
        ".claude/memory/close/rules/memory.toml",
        ".claude/memory/close/index.md",
        ".claude/rules/ctxpack-close.md",
    ]
    index = found[".claude/memory/close/index.md"].text.decode()
    assert [line for line in index.split("\n") if line.startswith("@")] == ["@inputs.md", "@rules/rules.md"]
    assert found[".claude/rules/ctxpack-close.md"].text == b"@../memory/close/index.md\n"
    assert [one.path for one in found.values() if one.memory] == FILES[1:]


def test_a_pack_that_asks_for_nothing_and_remembers_nothing_adds_no_file() -> None:
    (only,) = placed("close", FILES[:1], describe, asks=False)
    assert (only.path, only.text, only.memory) == ("README.md", b"", None)


@pytest.mark.parametrize("name", ["index.md", "inputs.md"])
def test_a_memory_called_like_a_file_that_is_made_is_refused(name: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        list(placed("close", [f"memory/{name}/a.md"], describe, asks=False))
    assert caught.value.code == "E_PATH_COLLISION"
