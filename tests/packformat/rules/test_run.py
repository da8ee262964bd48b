"""Each rule sees what it is for, and nothing in a pack that is as it should be."""

from __future__ import annotations

import pytest

from packformat.archive import Entry
from packformat.findings import ACCEPTED, REJECTED
from packformat.rules import RULES, run_rules

MANIFEST = b"""schema = 1
name = "month-end"
version = "1.0.0"
summary = "A month closed in five working days"
licence = "Apache-2.0"
authors = [{name = "Ada"}]
not-for = ["Filing a tax return"]
first-prompts = ["Close October"]
"""
SKILL = b"---\nname: close\ndescription: Closes the month, step by step\n---\n\nDo it.\n"
LOOP = (
    b'goal = "Every gate of the close passes"\n[check]\ncommand = ["true"]\n[caps]\nturns = 5\nminutes = 30\n'
)
CONNECTOR = (
    b'{"name": "bank", "description": "The bank", "fallback": {"format": "csv", "sample": "bank.csv"}}'
)
MEMORY = b'kind = "domain"\ntitle = "What holds"\nvalid-from = 2026-01-01\n'
EXAMPLE = b'label = "good"\nreason = "Every balance is tied to its evidence"\nfiles = ["close.csv"]\n'
CRITERIA = b'criteria = [{id = "ties", text = "Every balance ties", checked-by = "gate:ties"}]\n'
GOOD = {
    "pack.toml": MANIFEST,
    "skills/close/SKILL.md": SKILL,
    "agents/reviewer.md": b"---\ndescription: Reviews a close\n---\nReview.\n",
    "commands/close.md": b"Close the month.\n",
    "hooks/hooks.json": b'{"hooks": {}}',
    "loops/close.toml": LOOP,
    "connectors/bank.json": CONNECTOR,
    "memory/domain/memory.toml": MEMORY,
    "memory/domain/index.md": b"# Domain\n",
    "memory/plain/notes.md": b"# Notes\n",
    "examples/good/example.toml": EXAMPLE,
    "criteria.toml": CRITERIA,
}
PLUGIN = ".claude-plugin/plugin.json"


def seen(files: dict[str, bytes], folder: str = "") -> set[tuple[str, str]]:
    """The rules that saw something, and where."""
    report = run_rules([Entry(path, data) for path, data in files.items()], folder=folder)
    return {(finding.rule, finding.path) for finding in report.findings}


def test_nothing_is_found_in_a_pack_that_is_as_it_should_be() -> None:
    report = run_rules([Entry(path, data) for path, data in GOOD.items()])
    assert report.findings == ()
    assert report.verdict == ACCEPTED


BROKEN = {
    "manifest/readable": ("pack.toml", {"pack.toml": MANIFEST.replace(b"licence", b"license")}),
    "manifest/reserved-name": ("pack.toml", {"pack.toml": MANIFEST.replace(b"month-end", b"claude")}),
    "manifest/not-for": ("pack.toml", {"pack.toml": MANIFEST.replace(b"not-for", b"keywords")}),
    "manifest/first-prompts": ("pack.toml", {"pack.toml": MANIFEST.replace(b"first-prompts", b"keywords")}),
    "component/schema": ("loops/close.toml", {"loops/close.toml": LOOP.replace(b"goal", b"gaol")}),
    "component/json": ("hooks/hooks.json", {"hooks/hooks.json": b"{"}),
    "component/front-matter": ("agents/reviewer.md", {"agents/reviewer.md": b"Review.\n"}),
    "component/lenient-front-matter": (
        "commands/close.md",
        {"commands/close.md": b"---\nargument-hint: [a] | [b]\n---\nClose.\n"},
    ),
    "component/long-description": (
        "skills/close/SKILL.md",
        {"skills/close/SKILL.md": SKILL.replace(b"step", b"step " * 300)},
    ),
}


@pytest.mark.parametrize("rule", sorted(BROKEN))
def test_each_rule_sees_what_it_is_for(rule: str) -> None:
    path, change = BROKEN[rule]
    assert (rule, path) in seen({**GOOD, **change})


def test_every_rule_has_a_case() -> None:
    elsewhere = {"manifest/inferred", "component/any"}
    assert {rule.id for rule in RULES} == BROKEN.keys() | elsewhere


def test_what_was_inferred_is_told() -> None:
    plugin = {PLUGIN: b'{"name": "month-end"}', "skills/close/SKILL.md": SKILL}
    assert ("manifest/inferred", "pack.toml") in seen(plugin)


def test_a_pack_without_any_component_is_refused() -> None:
    assert ("component/any", "") in seen({"pack.toml": MANIFEST})


def test_a_folder_that_is_no_pack_is_refused_with_a_reason() -> None:
    report = run_rules([Entry("notes.md", b"# Notes\n")])
    assert report.verdict == REJECTED
    assert "E_MANIFEST_MISSING" in {finding.code for finding in report.findings}


@pytest.mark.parametrize("content", [b"---\nname: close\n", b"---\na: &b 1\nc: *b\n---\n", b"\xff\xfe"])
@pytest.mark.parametrize("path", ["skills/close/SKILL.md", "commands/close.md"])
def test_front_matter_that_cannot_be_read_is_an_error_once(path: str, content: bytes) -> None:
    found = [rule for rule, place in seen({**GOOD, path: content}) if place == path]
    assert found == ["component/front-matter"]


def test_a_component_file_that_cannot_be_read_is_an_error() -> None:
    assert ("component/schema", "connectors/bank.json") in seen({**GOOD, "connectors/bank.json": b"{"})


def test_a_skill_in_small_letters_is_read_too() -> None:
    files = {**GOOD, "skills/close/skill.md": b"Do it.\n"}
    del files["skills/close/SKILL.md"]
    assert ("component/front-matter", "skills/close/skill.md") in seen(files)


def test_the_same_pack_gives_the_same_report_in_any_order() -> None:
    entries = [Entry(path, data) for path, data in {**GOOD, "agents/reviewer.md": b"Review.\n"}.items()]
    assert run_rules(entries).to_json() == run_rules(reversed(entries)).to_json()
