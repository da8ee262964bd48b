"""Memories with more imports or questions than can be followed are looked at a bounded number of times."""

import json

from packformat.archive import Entry
from packformat.rules import PackView, run_rules
from packformat.rules.memories import imports_in


def test_imports_are_told_with_their_lines_and_not_without_end() -> None:
    page = b"# Notes\n@a.md and @../b.md\n" + b"@c.md\n" * 3000
    view = PackView([Entry("memory/m/index.md", page), Entry("memory/m/next.md", b"@c.md")])
    found = imports_in(view)["memory/m/index.md"]
    assert [(item.line, item.target) for item in found[:2]] == [(2, "memory/m/a.md"), (2, "memory/b.md")]
    assert len(found) == 2001
    assert view.given_up == {"memory/m/index.md"}


def test_more_questions_than_a_registry_asks_of_so_much_text_are_said() -> None:
    gold = {"questions": [{"question": "all", "page": "a"}] * 1000}
    files = {
        "memory/w/schema.md": b"",
        "memory/w/gold.json": json.dumps(gold).encode(),
        "memory/w/wiki/a.md": b"all " * 40_000,
    }
    report = run_rules(Entry(path, data) for path, data in files.items())
    [message] = [found.message for found in report.findings if found.rule == "memory/gold"]
    assert message.startswith("The 1000 gold questions of `memory/w` are too many to ask of so much text")
