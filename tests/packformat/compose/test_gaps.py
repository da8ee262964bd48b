"""What is missing is said at the field where it is missing, in words that need no programmer."""

import copy
import re
from typing import Any

import pytest
from hypothesis import given, settings

from packformat.compose import compose, find_gaps
from packformat.rules import run_rules
from tests.support.drafts import CLOSE, drafts

JARGON = re.compile(r"yaml|json|schema|slug|semver|markdown|toml|regex|`", re.IGNORECASE)


def changed(**fields: Any) -> dict[str, Any]:
    return {**copy.deepcopy(CLOSE), **fields}


def test_a_finished_draft_lacks_nothing() -> None:
    assert find_gaps(CLOSE) == []


def test_an_empty_draft_lacks_what_every_pack_needs_in_the_order_of_the_pages() -> None:
    fields = [gap.field for gap in find_gaps({"kind": "other"})]
    assert fields == ["title", "summary", "not_for", "steps", "samples", "checks", "author", "licence"]


WRONG = {
    "a step without a name": ({"steps": [{"id": "step-4", "how": "x"}]}, "steps", "steps.step-4.title"),
    "a date in words": (
        {"rules": [{"id": "rule-1", "title": "VAT", "value": "20 %", "until": "next year"}]},
        "rules",
        "rules.rule-1.until",
    ),
    "two good samples and no bad one": (
        {"samples": [{**CLOSE["samples"][0]}, {**CLOSE["samples"][0], "id": "sample-9"}]},
        "samples",
        "samples",
    ),
    "a reason too short": (
        {"samples": [CLOSE["samples"][0], {**CLOSE["samples"][1], "reason": "Bad"}]},
        "samples",
        "samples.sample-2.reason",
    ),
    "a check that is gone": (
        {"samples": [{**CLOSE["samples"][0], "shows": "check-77"}, CLOSE["samples"][1]]},
        "samples",
        "samples.sample-1.shows",
    ),
    "a bad sample that passes the check that was chosen": (
        {
            "samples": [
                CLOSE["samples"][0],
                {**CLOSE["samples"][0], "id": "sample-9", "label": "bad", "shows": "check-1"},
            ]
        },
        "samples",
        "samples.sample-9.shows",
    ),
    "a case with an at sign": (
        {"steps": [{"id": "step-1", "title": "Ask", "when": "it came from x@example.com"}]},
        "steps",
        "steps.step-1.when",
    ),
    "checks that all need a person": ({"checks": [CLOSE["checks"][2]]}, "checks", "checks"),
    "a number that is not written": (
        {"checks": [{"id": "check-1", "kind": "figure", "words": "VAT"}]},
        "checks",
        "checks.check-1.figure",
    ),
    "limits without a limit": (
        {"checks": [{"id": "check-1", "kind": "between", "words": "VAT"}]},
        "checks",
        "checks.check-1.least",
    ),
    "a list without entries": (
        {"checks": [{"id": "check-1", "kind": "listed", "words": "Paper"}]},
        "checks",
        "checks.check-1.entries",
    ),
    "rows that are held against nothing": (
        {"checks": [{"id": "check-1", "kind": "rows", "words": "Open item"}]},
        "checks",
        "checks.check-1.other",
    ),
    "a number in words": (
        {"checks": [{"id": "check-1", "kind": "figure", "words": "VAT", "figure": "twelve"}]},
        "checks",
        "checks.check-1.figure",
    ),
    "a name that the site needs": ({"name": "admin"}, "answers", "name"),
    "a name in capitals": ({"name": "My Pack"}, "answers", "name"),
    "two numbers for a version": ({"version": "1.0"}, "answers", "version"),
    "a title as long as a page": ({"title": "x" * 300}, "outcome", "title"),
    "a way of working too long": (
        {"steps": [{"id": "step-1", "title": "x", "how": "x" * 5000}]},
        "steps",
        "steps.step-1.how",
    ),
    "a source of data without columns": (
        {"data": [{"id": "data-1", "title": "x"}]},
        "data",
        "data.data-1.columns",
    ),
    "something that is no answer": ({"colour": "red"}, "outcome", "title"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_gap_names_its_page_and_its_field(case: str) -> None:
    fields, page, field = WRONG[case]
    (gap,) = find_gaps(changed(**fields))
    assert (gap.page, gap.field) == (page, field)
    assert gap.message
    assert not JARGON.search(gap.message)


def test_a_pack_with_parts_of_its_own_needs_no_steps_beside_them() -> None:
    bare = {key: value for key, value in CLOSE.items() if key not in ("steps", "samples", "checks")}
    assert {gap.field for gap in find_gaps(bare)} == {"steps", "samples", "checks"}
    assert find_gaps(bare, ["commands/close.md"]) == []
    assert {gap.field for gap in find_gaps(bare, ["NOTES.md"])} == {"steps", "samples", "checks"}
    begun = {**bare, "steps": [{"id": "step-1", "how": "Slowly"}], "samples": CLOSE["samples"][:1]}
    assert {gap.field for gap in find_gaps(begun, ["commands/close.md"])} == {"steps.step-1.title", "samples"}


@settings(max_examples=20)
@given(drafts)
def test_a_draft_without_gaps_is_a_pack_that_no_rule_refuses(content: dict[str, Any]) -> None:
    if not find_gaps(content):
        assert run_rules(compose(content)).verdict == "accepted"
