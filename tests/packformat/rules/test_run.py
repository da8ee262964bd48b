"""Each rule sees what it is for, and nothing in a pack that is as it should be."""

import json
from functools import cache

import pytest

from packformat.archive import Entry
from packformat.edits import apply_edits
from packformat.findings import ACCEPTED, REJECTED, SEVERITIES, Report
from packformat.rules import RULES, run_rules
from packformat.rules.base import MOST_COUNTED, MOST_SEEN
from tests.support.rule_cases import all_cases, sound_pack
from tests.support.source import ROOT

CASES = all_cases()


@cache
def report_of(number: int) -> Report:
    return run_rules(CASES[number].entries)


def report(**changes: bytes) -> Report:
    return run_rules([Entry(path, data) for path, data in {**sound_pack(), **changes}.items()])


def with_line(line: str) -> bytes:
    return sound_pack()["pack.toml"] + line.encode()


def test_nothing_is_found_in_a_pack_that_is_as_it_should_be() -> None:
    assert report().findings == ()
    assert report().verdict == ACCEPTED


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].id)
def test_each_rule_sees_what_it_is_for_and_nothing_else(number: int) -> None:
    case = CASES[number]
    findings = [found for found in report_of(number).findings if found.rule == case.rule]
    assert (case.at in {found.path for found in findings}) if case.at is not None else not findings


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].id)
def test_every_finding_reads_well_and_says_what_to_do(number: int) -> None:
    for found in report_of(number).findings:
        assert found.message.isprintable()
        assert found.message[0].isupper() or found.message[0] == "`" or found.code
        assert found.fix


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda number: CASES[number].id)
def test_a_change_that_a_finding_offers_answers_it_and_brings_nothing_worse(number: int) -> None:
    entries, before = CASES[number].entries, report_of(number).findings
    for found in before:
        if found.edit:
            changed = apply_edits(entries, [found.edit])
            assert {entry.path for entry in {*changed} ^ {*entries}} <= {found.edit.path, found.edit.new}
            again = run_rules(changed).findings
            assert found.edit not in {other.edit for other in again}
            assert (found.rule, found.path, found.line, found.message) not in {
                (other.rule, other.path, other.line, other.message) for other in again
            }
            worse = SEVERITIES[: SEVERITIES.index(found.severity)]
            known = {other.rule for other in before}
            assert {other.rule for other in again if other.severity in worse} <= known


ODD = "a\n\u202eb" + "c" * 2000


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (".claude-plugin/plugin.json", {"name": "month-end", ODD: 1, "userConfig": {ODD: {}}, "skills": ODD}),
        ("hooks/hooks.json", {"hooks": {ODD: 1}}),
        (".mcp.json", {"mcpServers": {ODD: {"url": ODD}}}),
    ],
)
def test_no_name_of_a_stranger_hides_or_turns_what_a_finding_says(path: str, value: dict) -> None:
    said = [(found.message, found.fix) for found in report(**{path: json.dumps(value).encode()}).findings]
    assert said
    assert all(text.isprintable() and len(text) < 1100 for texts in said for text in texts)


def test_no_finding_that_a_person_decides_about_offers_a_change() -> None:
    holds = [found for number in range(len(CASES)) for found in report_of(number).findings]
    assert [found for found in holds if found.severity == "hold" and found.edit] == []


def test_every_rule_offers_a_change_in_one_of_its_cases_or_says_why_a_person_makes_it() -> None:
    findings = (found for number in range(len(CASES)) for found in report_of(number).findings)
    offering = {found.rule for found in findings if found.edit}
    assert {rule.id for rule in RULES if not rule.left_to_people} == offering
    reasons = {rule.left_to_people for rule in RULES} - {""}
    assert all(reason.isprintable() and reason[0].islower() and reason[-1].isalpha() for reason in reasons)


def test_every_rule_has_a_case_in_which_it_sees_something_and_one_in_which_not() -> None:
    seeing = {case.rule for case in CASES if case.at is not None}
    silent = {case.rule for case in CASES if case.at is None}
    assert {rule.id for rule in RULES} == seeing == silent


def test_every_rule_has_an_anchor_and_a_name_of_its_own() -> None:
    text = (ROOT / "docs" / "RULES.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if f'<a id="{rule.id.replace("/", "-")}"></a>' not in text] == []
    assert len({rule.id for rule in RULES}) == len(RULES)


def test_the_key_by_which_a_rule_is_left_out_is_its_name_for_each_that_may_be() -> None:
    for rule in RULES:
        wish = with_line(f'ignored-rules = ["{rule.id}"]\n')
        refused = [found for found in report(**{"pack.toml": wish}).findings if rule.id in found.message]
        assert ([found.rule for found in refused] == ["manifest/ignored-rules"]) != rule.ignorable


def test_a_folder_that_is_no_pack_is_refused_with_a_reason() -> None:
    found = run_rules([Entry("notes.md", b"# Notes\n")])
    assert found.verdict == REJECTED
    assert "E_MANIFEST_MISSING" in {finding.code for finding in found.findings}


def test_the_same_pack_gives_the_same_report_in_any_order() -> None:
    entries = [Entry(path, data) for path, data in {**sound_pack(), "skills/x/notes.md": b"x"}.items()]
    assert run_rules(entries).to_json() == run_rules(reversed(entries)).to_json()


def test_a_rule_that_only_warns_is_left_out_on_wish_and_the_report_says_so() -> None:
    clash = {"commands/close.md": b"Close.\n"}
    assert [found.rule for found in report(**clash).findings] == ["component/name-clash"]
    wished = report(**clash, **{"pack.toml": with_line('ignored-rules = ["component/name-clash"]\n')})
    assert (wished.findings, wished.ignored) == ((), ("component/name-clash",))


def test_a_rule_that_refuses_is_not_left_out_whatever_the_manifest_says() -> None:
    found = report(
        **{
            "hooks/hooks.json": b"{",
            "pack.toml": with_line('ignored-rules = ["component/json"]\n'),
        }
    )
    assert found.verdict == REJECTED
    assert {finding.rule for finding in found.findings} >= {"component/json", "manifest/ignored-rules"}


def test_many_places_of_one_kind_are_counted_rather_than_listed() -> None:
    files = {f"skills/s{number}/notes.md": b"x" for number in range(MOST_SEEN + 5)}
    findings = report(**files).findings
    assert len(findings) == MOST_SEEN + 1
    assert "There are 5 more places like these" in {found.message for found in findings}


def test_one_more_is_told_rather_than_counted() -> None:
    files = {f"skills/s{number}/notes.md": b"x" for number in range(MOST_SEEN + 1)}
    findings = report(**files).findings
    assert {found.path for found in findings} == {f"skills/s{number}/" for number in range(MOST_SEEN + 1)}


def test_more_of_one_kind_than_anybody_counts_are_not_counted_to_their_end() -> None:
    files = {f"skills/s{number}/notes.md": b"x" for number in range(MOST_SEEN + MOST_COUNTED + 5)}
    said = {found.message for found in report(**files).findings}
    assert f"There are {MOST_COUNTED} or more places like these" in said


CODES = {
    "text/encoding": "E_TEXT_ENCODING",
    "text/hidden": "E_HIDDEN_TEXT",
    "text/comment": "E_HIDDEN_TEXT",
    "text/bidi": "E_BIDI",
    "text/control": "E_CONTROL_CHARS",
    "text/padding": "E_PADDING",
    "file/program": "E_CONTENT_BINARY",
    "file/archive": "E_CONTENT_ARCHIVE",
    "file/type": "E_CONTENT_TYPE",
    "file/active-picture": "E_CONTENT_ACTIVE",
    "file/install-script": "E_REMOTE_EXEC",
    "plugin/settings": "E_PRIVILEGE",
    "plugin/all-tools": "E_PRIVILEGE",
    "content/remote-exec": "E_REMOTE_EXEC",
    "content/encoded-command": "E_REMOTE_EXEC",
    "content/remote-rules": "E_REMOTE_RULES",
    "content/link-scheme": "E_LINK_SCHEME",
    "content/secret": "E_SECRET",
}


@pytest.mark.parametrize("rule", CODES)
def test_what_stands_in_the_table_of_errors_is_found_with_its_code(rule: str) -> None:
    numbers = [number for number, case in enumerate(CASES) if case.rule == rule and case.at is not None]
    found = [one for number in numbers for one in report_of(number).findings if one.rule == rule]
    assert {one.code for one in found} == {CODES[rule]}
