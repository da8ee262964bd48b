"""Composing: what an expert answered becomes a pack that every rule accepts."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings

from packformat.archive import Entry
from packformat.build import build_pack
from packformat.component import discover
from packformat.compose import compose
from packformat.compose.content import draft_schema
from packformat.compose.data import data_files
from packformat.compose.wording import check_sentence
from packformat.evals.case import read_case
from packformat.evals.grade import grade_all
from packformat.evals.outcome import Outcome
from packformat.evals.transcript import read_transcript
from packformat.evals.verdict import all_met
from packformat.manifest import Manifest
from packformat.rules import run_rules
from tests.support.drafts import CLOSE, drafts

KINDS_OF_CHECK = draft_schema()["properties"]["checks"]["items"]["properties"]["kind"]["enum"]
KINDS = {"skill", "memory", "eval", "example", "connector"}
LINK = re.compile(r"\]\(([^)]+)\)")


def files_of(content: dict[str, object]) -> dict[str, bytes]:
    return {entry.path: entry.data for entry in compose(content)}


def test_a_finished_draft_becomes_a_pack_that_no_rule_warns_of() -> None:
    assert run_rules(compose(CLOSE)).findings == ()


def test_a_finished_draft_becomes_every_kind_of_component_that_knowledge_needs() -> None:
    assert {component.kind for component in discover(files_of(CLOSE))} >= KINDS


def test_what_was_answered_stands_where_the_agent_reads_it() -> None:
    files = files_of(CLOSE)
    skill = files["skills/month-end-close/SKILL.md"].decode()
    assert "### 1. Reconcile the bank\n\nTake the statement of the whole month." in skill
    assert "**Done when:** The difference is 0.00" in skill
    assert "**Stop and ask when:** The statement is missing" in skill
    rules = files["memory/month-end-close-rules/rules.md"].decode()
    assert "- **Tolerance**: 0.00. Source: Manual. Holds until 2027-03-31." in rules
    assert 'valid-until = "2027-03-31"' in files["memory/month-end-close-rules/memory.toml"].decode()
    assert files["memory/month-end-close-documents/document-1.md"] == b"# How we close\n\nSlowly.\n"


def test_every_link_of_the_skill_leads_to_a_file_of_the_pack() -> None:
    files = files_of(CLOSE)
    links = LINK.findall(files["skills/month-end-close/SKILL.md"].decode())
    assert links
    assert {link.removeprefix("../../") for link in links} <= set(files)


@settings(max_examples=20)
@given(drafts)
def test_a_half_finished_draft_is_a_pack_that_can_be_built(content: dict[str, object]) -> None:
    manifest = build_pack(compose(content)).manifest
    assert manifest == Manifest.parse(files_of(content)["pack.toml"])


@settings(max_examples=20)
@given(drafts)
def test_the_order_of_the_answers_makes_no_difference(content: dict[str, object]) -> None:
    assert compose(content) == compose(dict(reversed(content.items())))


def test_the_eval_tells_the_good_sample_from_the_bad_one() -> None:
    files = files_of(CLOSE)
    case = read_case(files, "month-end-close")
    for label, passes in (("good", True), ("bad", False)):
        turns = read_transcript(label, files[f"{case.folder}transcripts/{label}.jsonl"])
        outcome = Outcome(files=turns[-1].files, pack=files)
        assert all_met(grade_all(case.graders, outcome)) is passes


def test_a_check_is_made_alike_by_us_and_by_the_client() -> None:
    checks = [
        {"id": "check-1", "kind": "contains", "words": "Net  (of VAT)\nis 5.00"},
        {"id": "check-2", "kind": "never", "words": "about\t5"},
    ]
    case = read_case(files_of({**CLOSE, "checks": checks}), "month-end-close")
    verdicts = {}
    for text in ("NET (of vat) is 5.00", "net (of VAT) is 5.00, about 5", "net"):
        outcome = Outcome(files={"answer.md": text.encode()})
        for one in grade_all(case.graders, outcome):
            verdicts.setdefault(one.id.removesuffix(".md"), []).append(one.verdict)
    assert verdicts == {
        "check-1": ["met", "met", "met", "met", "not met", "not met"],
        "check-2": ["met", "met", "not met", "not met", "met", "met"],
    }


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (
            {"kind": "figure", "words": "Bank difference", "figure": "0.00"},
            "Bank difference: 0,00",
            "Bank difference 5",
        ),
        (
            {"kind": "figure", "words": "VAT", "figure": "240", "within": "0.5"},
            "VAT due 240.40",
            "VAT due 241.00",
        ),
        (
            {"kind": "sums", "words": "Amount"},
            "| Item | Amount |\n|---|---|\n| A | 2 |\n| B | 3 |\n| Total | 5 |",
            "| Item | Amount |\n|---|---|\n| A | 2 |\n| B | 3 |\n| Total | 6 |",
        ),
        ({"kind": "longest", "words": "Title:", "most": "8"}, "Title: My plane ", "title:  My planes"),
        ({"kind": "between", "words": "Age", "least": "0", "most": "3"}, "Age: 3 months", "Age: 4 months"),
        ({"kind": "between", "words": "Age", "least": "2"}, "Age 2", "Age 1"),
        ({"kind": "between", "words": "Age", "most": "3"}, "Age -1", "Age 3.01"),
        (
            {"kind": "agree", "words": "Ledger", "other": "Statement", "within": "0.01"},
            "Ledger: 1,240.50\nStatement: 1240,51",
            "Ledger: 1,240.50\nStatement: 1240,52",
        ),
        (
            {"kind": "listed", "words": "Paper", "entries": ["Title search", "insurance"]},
            "Paper;Seen\nInsurance;yes\nTitle  search;no\nPlan;yes",
            "Paper;Seen\nInsurance;yes",
        ),
        (
            {"kind": "exactly", "words": "Paper", "entries": ["Title search"]},
            "Paper;Seen\nTitle search;no",
            "Paper;Seen\nTitle search;no\nPlan;yes",
        ),
        (
            {"kind": "rows", "words": "Open", "other": "Explained", "within": "0.05"},
            "Open;Day\n12.00;1\nTotal;12\n\nExplained;Why\n12.04;Fee\n9;Rent",
            "Open;Day\n12.00;1\n\nExplained;Why\n12.06;Fee",
        ),
    ],
)
def test_a_check_of_figures_and_lists_tells_good_from_bad(check: dict[str, Any], good: str, bad: str) -> None:
    case = read_case(files_of({**CLOSE, "checks": [{"id": "check-1", **check}]}), "month-end-close")
    passes = [
        all_met(grade_all(case.graders, Outcome(files={"answer.md": text.encode()}))) for text in (good, bad)
    ]
    assert passes == [True, False]


def test_files_of_the_packs_own_stand_in_place_of_what_the_answers_write() -> None:
    own = [Entry("README.md", b"My own words\n"), Entry("scripts/sum.py", b"print(1)\n", executable=True)]
    entries = {entry.path: entry for entry in compose(CLOSE, own)}
    assert entries["README.md"].data == b"My own words\n"
    assert entries["scripts/sum.py"].executable


def test_files_that_were_taken_out_are_not_written_again() -> None:
    assert "README.md" not in files_of({**CLOSE, "without": ["README.md", "pack.toml"]})
    assert "pack.toml" in files_of({**CLOSE, "without": ["pack.toml"]})


def test_what_changed_is_told_newest_first() -> None:
    told = {
        "version": "1.1.0",
        "changes": "A new step",
        "releases": [{"version": "1.0.0", "changes": "First"}],
    }
    changelog = files_of({**CLOSE, **told})["CHANGELOG.md"]
    assert changelog == b"# What changed\n\n## 1.1.0\n\nA new step\n\n## 1.0.0\n\nFirst\n"


@pytest.mark.parametrize("kind", KINDS_OF_CHECK)
def test_a_check_of_which_only_the_words_are_written_gives_a_whole_pack(kind: str) -> None:
    checks = [{"id": "check-1", "kind": kind, "words": "*  " * 66}]
    assert run_rules(compose({**CLOSE, "checks": checks})).verdict == "accepted"


def test_a_criterion_stays_short_enough_for_its_file() -> None:
    long = {"words": "w" * 200, "other": "o" * 200, "entries": ["e" * 200] * 9, "within": "1", "least": "1"}
    sentences = {kind: check_sentence({**long, "kind": kind, "most": "2"}) for kind in KINDS_OF_CHECK}
    assert max(map(len, sentences.values())) <= 300
    assert "between 1 and 2" in sentences["between"]
    assert "and 6 more" in sentences["listed"]


def test_a_record_is_described_by_its_invented_values() -> None:
    data = [{"id": "data-1", "title": "Bank", "columns": ["Day", "Sum", "Text"], "rows": "2026-01-01,1.50,a"}]
    connector = json.loads(files_of({**CLOSE, "data": data})["connectors/data-1.json"])
    assert connector["records"]["properties"] == {
        "Day": {"type": "string", "format": "date"},
        "Sum": {"type": "string", "pattern": "^-?[0-9]+([.,][0-9]+)?$"},
        "Text": {"type": "string"},
    }


def test_records_whose_lines_end_in_any_way_or_never_are_composed() -> None:
    for rows in ("2026-01-01\r2026-01-02", "x" * 2_000_000):
        item = {"id": "data-1", "title": "Bank", "columns": ["Day"], "rows": rows}
        connector, _ = data_files({"data": [item]})
        assert json.loads(connector.data)["fallback"]["columns"] == ["Day"]
