"""The texts of the memories are read, wherever they came from."""

from pathlib import Path

import pytest

from installer_cli.knowledge import texts
from installer_cli.knowledge.texts import memory_texts
from installer_cli.project import Project
from tests.support.wikis import write


def test_texts_of_all_packs_or_of_one_come_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "LARGEST", 5)
    for path in ("b/x.md", "a/n/y.csv", "a/z.bin"):
        write(tmp_path, f".claude/memory/{path}", "text")
    write(tmp_path, ".claude/memory/a/large.md", "larger")
    (tmp_path / ".claude/memory/a/link.md").symlink_to("/etc/passwd")
    project = Project(str(tmp_path))
    assert list(memory_texts(project)) == [
        (".claude/memory/a/n/y.csv", "text"),
        (".claude/memory/b/x.md", "text"),
    ]
    assert list(memory_texts(project, "b")) == [(".claude/memory/b/x.md", "text")]
    assert list(memory_texts(project, "c")) == []
