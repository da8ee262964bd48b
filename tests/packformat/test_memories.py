from __future__ import annotations

import pytest

from packformat.errors import CtxpackError
from packformat.memories import Memory, index_text, read_memories
from packformat.texts import read_toml


def memories(files: dict[str, str]) -> list[Memory]:
    return read_memories(sorted(files), lambda path: read_toml(path, files[path].encode()))


def test_a_pack_without_memories_has_none() -> None:
    assert memories({"memory/readme.md": "not in a folder"}) == []


def test_a_memory_without_a_description_is_loaded_always_and_lives() -> None:
    (memory,) = memories({"memory/notes/a.md": "a", "memory/notes/deep/b.md": "b"})
    assert (memory.name, memory.title, memory.always, memory.ownership) == ("notes", "notes", True, "living")
    assert memory.files == ["memory/notes/a.md", "memory/notes/deep/b.md"]


@pytest.mark.parametrize(
    ("description", "always", "ownership"),
    [
        ('kind = "notes"\ntitle = "T"', True, "living"),
        ('kind = "wiki"\ntitle = "T"', False, "living"),
        ('kind = "wiki"\ntitle = "T"\nloads = "always"', True, "living"),
        ('kind = "domain"\ntitle = "T"\nloads = "on-demand"\nownership = "managed"', False, "managed"),
    ],
)
def test_a_description_says_when_a_memory_loads_and_whose_it_is(
    description: str, *, always: bool, ownership: str
) -> None:
    (memory,) = memories({"memory/notes/a.md": "a", "memory/notes/memory.toml": description})
    assert (memory.title, memory.always, memory.ownership) == ("T", always, ownership)


def test_the_index_imports_what_is_loaded_always_and_names_what_is_read_when_needed() -> None:
    found = memories(
        {
            "memory/chart/accounts.md": "a",
            "memory/chart/numbers.csv": "1",
            "memory/wiki/page.md": "p",
            "memory/wiki/memory.toml": 'kind = "wiki"\ntitle = "What we\\nknow"',
        }
    )
    assert index_text("close", ".claude/memory/close", found).decode().splitlines() == [
        "# Memories of close",
        "",
        "## chart",
        "",
        "@chart/accounts.md",
        "",
        "## What we know (read these when they are needed)",
        "",
        "- `.claude/memory/close/wiki/page.md`",
    ]


def test_a_description_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(CtxpackError) as caught:
        memories({"memory/notes/a.md": "a", "memory/notes/memory.toml": "kind ="})
    assert caught.value.code == "E_MANIFEST_SYNTAX"
