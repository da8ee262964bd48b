"""What changed since the last version, and the number that follows from it."""

import copy
from typing import Any

import pytest

from packformat.archive import Entry
from packformat.compose.changes import MAJOR, MINOR, PATCH, Change, compare, compare_files, next_version
from tests.support.drafts import CLOSE


def changed(part: str, place: int, **fields: Any) -> dict[str, Any]:
    content = copy.deepcopy(CLOSE)
    content[part][place] |= fields
    return content


def without(part: str, place: int) -> dict[str, Any]:
    content = copy.deepcopy(CLOSE)
    del content[part][place]
    return content


STEP = {"id": "step-9", "title": "Lock the month"}
CHECK = {"id": "check-9", "kind": "never", "words": "plug"}
CASES = {
    "a text mended": ({**CLOSE, "summary": "x"}, PATCH, "Reworded: result"),
    "a step explained better": (changed("steps", 0, how="x"), PATCH, "Changed step: “Reconcile the bank”"),
    "steps in another order": ({**CLOSE, "steps": CLOSE["steps"][::-1]}, PATCH, "Another order of the steps"),
    "a step more": ({**CLOSE, "steps": [*CLOSE["steps"], STEP]}, MINOR, "New step: “Lock the month”"),
    "a step less": (without("steps", 1), MAJOR, "Taken out: the step “Book accruals”"),
    "another number": (changed("rules", 0, value="0.05"), MINOR, "“Tolerance”: 0.00 → 0.05"),
    "another source of a number": (changed("rules", 0, source="x"), PATCH, "Changed rule: “Tolerance”"),
    "a check more": (
        {**CLOSE, "checks": [*CLOSE["checks"], CHECK]},
        MAJOR,
        "New check: The result never says “plug”",
    ),
    "a check changed": (
        changed("checks", 1, words="sundry"),
        MAJOR,
        "Changed check: The result never says “sundry”",
    ),
    "other columns": (changed("data", 0, columns=["date"]), MAJOR, "Other columns: “Bank statement”"),
    "another way to the data": (
        changed("data", 0, note="x"),
        PATCH,
        "Changed source of data: “Bank statement”",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_change_is_told_and_weighed(case: str) -> None:
    after, weight, sentence = CASES[case]
    assert compare(CLOSE, after) == [(weight, sentence)]


def test_nothing_changed_is_nothing_told() -> None:
    assert compare(CLOSE, copy.deepcopy(CLOSE)) == []


@pytest.mark.parametrize(
    ("weights", "version"),
    [((PATCH,), "1.2.4"), ((PATCH, MINOR), "1.3.0"), ((MINOR, MAJOR), "2.0.0"), ((), "1.2.4")],
)
def test_the_gravest_change_decides_the_number(weights: tuple[int, ...], version: str) -> None:
    assert next_version("1.2.3", [Change(weight, "") for weight in weights]) == version


def test_every_file_that_is_new_gone_or_different_is_told() -> None:
    before = [Entry("a.md", b"1"), Entry("b.md", b"1"), Entry("c.md", b"1"), Entry(".mcp.json", b"1")]
    after = [Entry("a.md", b"1"), Entry("b.md", b"2"), Entry("d.md", b"1")]
    assert compare_files(before, after) == ["Written anew: `b.md`", "Gone: `c.md`", "New: `d.md`"]
