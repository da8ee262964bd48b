"""What a pack declares is held against what its files can do."""

from __future__ import annotations

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.findings import ACCEPTED, REJECTED, Report
from packformat.rules import run_rules
from tests.support.packs import pack_files

HOOKS = b'{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "python3 check.py"}]}]}}'
DECLARED = b'\n[powers]\nhooks = ["Stop: python3 check.py"]\n'
PLUGIN = ".claude-plugin/plugin.json"


def entries_of(powers: bytes, **files: bytes) -> list[Entry]:
    pack = pack_files(extra=files)
    pack["pack.toml"] += powers
    return [Entry(path, data) for path, data in pack.items()]


def report_on(powers: bytes = b"", **files: bytes) -> Report:
    return run_rules(entries_of(powers, **files))


def powers_seen(report: Report) -> list[tuple[str, str]]:
    return [(item.rule, item.path) for item in report.findings if item.rule.startswith("powers/")]


def test_what_is_declared_and_there_is_said_nothing_about() -> None:
    report = report_on(DECLARED, **{"hooks/hooks.json": HOOKS})
    assert (report.verdict, powers_seen(report)) == (ACCEPTED, [])


def test_less_than_is_there_is_an_error_that_says_what_where_and_what_to_add() -> None:
    report = report_on(**{"hooks/hooks.json": HOOKS})
    assert report.verdict == REJECTED
    (finding,) = [item for item in report.findings if item.rule == "powers/undeclared"]
    assert finding.path == "hooks/hooks.json"
    assert "`Stop: python3 check.py`" in finding.message
    assert "`hooks` under `[powers]`" in finding.fix


def test_another_command_than_the_declared_one_is_both() -> None:
    report = report_on(DECLARED, **{"hooks/hooks.json": HOOKS.replace(b"check", b"other")})
    assert powers_seen(report) == [("powers/undeclared", "hooks/hooks.json"), ("powers/unused", "pack.toml")]


def test_more_than_is_there_is_a_warning() -> None:
    report = report_on(DECLARED)
    assert (report.verdict, powers_seen(report)) == (ACCEPTED, [("powers/unused", "pack.toml")])


def test_a_manifest_that_is_derived_declares_what_is_there() -> None:
    pack = pack_files(extra={"hooks/hooks.json": HOOKS, PLUGIN: b'{"name": "month-end"}'})
    del pack["pack.toml"]
    report = run_rules([Entry(path, data) for path, data in pack.items()])
    assert powers_seen(report) == []
    assert any("Inferred: the powers" in item.message for item in report.findings)


def test_a_manifest_that_cannot_be_read_is_not_said_to_lie() -> None:
    report = report_on(b"\n[powers", **{"hooks/hooks.json": HOOKS})
    assert powers_seen(report) == []


def test_every_change_that_is_offered_can_be_made_at_once() -> None:
    page = b"---\ndescription: x\nallowed-tools: Read, Grep\n---\nNow: !`git status`\n"
    for powers in (
        b"",
        b"\n[powers]\n",
        b"\n[powers]\ntools = []\n",
        b"\n[powers]\ntools = [\n]\nhosts = []\n",
        b"\n[powers]",
        b"\n[requires]",
    ):
        entries = entries_of(powers, **{"commands/c.md": page, "hooks/hooks.json": HOOKS})
        while edits := [found.edit for found in run_rules(entries).findings if found.edit]:
            entries = apply_edits(entries, edits)
        assert powers_seen(run_rules(entries)) == []


def test_a_manifest_whose_powers_stand_on_one_line_is_left_to_its_author() -> None:
    pack = entries_of(b"", **{"hooks/hooks.json": HOOKS})
    manifest = next(entry for entry in pack if entry.path == "pack.toml")
    text = manifest.data.replace(b"\n[[authors]]", b'powers = {tools = ["Read"]}\n\n[[authors]]')
    report = run_rules([entry._replace(data=text) if entry is manifest else entry for entry in pack])
    (finding,) = [item for item in report.findings if item.rule == "powers/undeclared"]
    assert finding.edit is None
