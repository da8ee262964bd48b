"""Memories with more imports than a session could hold are looked at a bounded number of times."""

from packformat.archive import Entry
from packformat.rules import PackView
from packformat.rules.memories import imports_of


def test_imports_are_told_with_their_lines_and_not_without_end() -> None:
    page = b"# Notes\n@a.md and @../b.md\n" + b"@c.md\n" * 2000
    found = imports_of(PackView([Entry("memory/m/index.md", page)]), "memory/m/index.md")
    assert [(item.line, item.target) for item in found[:2]] == [(2, "memory/m/a.md"), (2, "memory/b.md")]
    assert len(found) == 1000
