"""Each grader holds for what it asks for and says why when it does not."""

import json

import pytest

from packformat.digest import Digest
from packformat.evals.grade import grade, grade_all
from packformat.evals.outcome import Outcome
from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET, all_met

ANSWER = {
    "total": "12.30",
    "count": 3,
    "ids": ["a", "b"],
    "rows": [{"in": "1.5", "out": 1.5, "off": 2}],
    "note": None,
}
OUTCOME = Outcome(
    files={
        "answer.json": json.dumps(ANSWER).encode(),
        "books.csv": b'account,debit,credit\n"Cash, bank",10.00,\nSales,,10.00\n',
        "broken.json": b"{",
        "picture.png": b"\xff\xfe",
        "kept.txt": b"as it was",
    },
    start={"kept.txt": b"as it was"},
    pack={"schemas/a.json": b'{"required": ["total"], "properties": {"count": {"type": "integer"}}}'},
    answer="I will NOT  sign for a person.",
    tools=("Read", "Write", "Write"),
    exit_codes={"gates": 1},
)
NO = "not met"


RESULT = """Ledger 10.00
Statement 10.02

| Open  | Day |
|-------|-----|
| a     | 1   |
| b     | 2   |
| Total | 3   |

| Side  | Amount |
|-------|--------|
| left  | 1.50   |
| right | 1.51   |
| Total | 3.00   |

| Why |
|-----|
| a   |
"""
LIST = Outcome(files={"r.md": RESULT.encode()})


def verdict(kind: str, **fields: object) -> str:
    """The verdict, and after a colon the reason where there is one."""
    found = grade({"id": "gates", "type": kind, **fields}, OUTCOME)
    return f"{found.verdict}: {found.why}" if found.why else found.verdict


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("exit-code", {"equals": 1}, MET),
        ("exit-code", {"equals": 0}, "not met: the command ended with 1, not 0"),
        ("exit-code", {"id": "other", "equals": 0}, "not met: its command was not run"),
        ("json-schema", {"file": "answer.json", "schema": "schemas/a.json"}, MET),
        ("json-schema", {"file": "answer.json", "schema": "${CLAUDE_PLUGIN_ROOT}/schemas/a.json"}, MET),
        ("json-schema", {"file": "answer.json", "schema": "schemas/b.json"}, NO),
        ("number", {"file": "answer.json", "path": "total", "equals": "12.3"}, MET),
        ("number", {"file": "answer.json", "path": "total", "equals": "12.29", "tolerance": "0.01"}, MET),
        (
            "number",
            {"file": "answer.json", "path": "total", "equals": "12.29"},
            "not met: `total` is 12.30, not 12.29 within 0",
        ),
        ("number", {"file": "answer.json", "path": "ids", "equals": "1"}, NO),
        ("number", {"file": "answer.json", "path": "note", "equals": "1"}, NO),
        ("sum-ties", {"file": "books.csv", "left": "debit", "right": "credit"}, MET),
        ("sum-ties", {"file": "books.csv", "left": "debit", "right": "credit", "equals": "10"}, MET),
        ("sum-ties", {"file": "books.csv", "left": "debit", "right": "credit", "equals": "11"}, NO),
        ("sum-ties", {"file": "books.csv", "left": "debit", "right": "account"}, NO),
        ("sum-ties", {"file": "books.csv", "left": "debit", "right": "due"}, "not met: a row has no `due`"),
        ("sum-ties", {"file": "answer.json", "path": "rows", "left": "in", "right": "out"}, MET),
        ("sum-ties", {"file": "answer.json", "path": "rows.*", "left": "in", "right": "out"}, MET),
        (
            "sum-ties",
            {"file": "answer.json", "path": "rows", "left": "in", "right": "off"},
            "not met: `in` adds up to 1.5 and `off` to 2",
        ),
        ("sum-ties", {"file": "answer.json", "path": "ids", "left": "in", "right": "out"}, NO),
        ("set-equals", {"file": "answer.json", "path": "ids.*", "equals": ["b", "a"]}, MET),
        ("set-equals", {"file": "answer.json", "path": "count", "equals": "3"}, MET),
        (
            "set-equals",
            {"file": "answer.json", "path": "ids", "equals": ["a", "c"]},
            "not met: `ids`: `c` missing, `b` too much",
        ),
        (
            "set-equals",
            {"file": "answer.json", "path": "ids", "equals": ["a", "a", "b"]},
            "not met: `ids`: an item stands in it twice",
        ),
        (
            "set-equals",
            {"file": "answer.json", "path": "ids", "equals": list("abcdefghi")},
            "not met: `ids`: `c`, `d`, `e`, `f`, `g` and 2 more missing",
        ),
        ("regex", {"pattern": "(?i)not"}, MET),
        ("regex", {"pattern": "sign", "absent": True}, "not met: the answer matches `sign`"),
        ("regex", {"file": "answer.json", "path": "ids", "pattern": "^a\nb$"}, MET),
        ("regex", {"file": "kept.txt", "pattern": "x"}, "not met: `kept.txt` does not match `x`"),
        ("contains", {"texts": ["will not sign"]}, MET),
        ("contains", {"texts": ["sign", "seal"]}, "not met: the answer does not say `seal`"),
        ("never-says", {"texts": ["done"]}, MET),
        ("never-says", {"file": "kept.txt", "texts": ["As it"]}, "not met: `kept.txt` says `As it`"),
        (
            "never-says",
            {"file": "answer.json", "path": "ids", "texts": ["a"]},
            "not met: `ids` of `answer.json` says `a`",
        ),
        ("file-exists", {"file": "kept.txt"}, MET),
        ("file-exists", {"file": "kept.txt", "absent": True}, "not met: `kept.txt` is there"),
        ("file-exists", {"file": "lost.txt"}, "not met: `lost.txt` is not there"),
        ("file-digest", {"file": "kept.txt", "same-as-start": True}, MET),
        ("file-digest", {"file": "kept.txt", "equals": Digest.of(b"as it was")}, MET),
        ("file-digest", {"file": "kept.txt", "same-as": "${CLAUDE_PLUGIN_ROOT}/schemas/a.json"}, NO),
        ("file-digest", {"file": "lost.txt", "same-as-start": True}, "not met: `lost.txt` is not there"),
        (
            "file-digest",
            {"file": "books.csv", "same-as-start": True},
            "not met: there is no `books.csv` to compare with",
        ),
        ("tool-used", {"tool": "Write", "min": 2, "max": 2}, MET),
        ("tool-used", {"tool": "Bash"}, "not met: `Bash` was used 0 times"),
        ("number", {"file": "broken.json", "path": "a", "equals": "1"}, "not met: `broken.json` is not JSON"),
        (
            "number",
            {"file": "answer.json", "path": "sum", "equals": "1"},
            "not met: `answer.json` has no `sum` where one is looked for",
        ),
        ("regex", {"file": "picture.png", "pattern": "a"}, "not met: `picture.png` is not UTF-8 text"),
    ],
)
def test_a_grader_holds_or_says_why_not(kind: str, fields: dict[str, object], expected: str) -> None:
    found = verdict(kind, **fields)
    assert found == expected if expected != NO else found.startswith("not met: ")


@pytest.mark.parametrize("text", ["NaN", "Infinity"])
def test_what_is_no_number_meets_no_number(text: str) -> None:
    outcome = Outcome(files={"a.json": json.dumps({"a": text}).encode()})
    grader = {"id": "a", "type": "number", "file": "a.json", "path": "a", "equals": "1"}
    assert grade(grader, outcome).verdict == NOT_MET


def test_a_criterion_in_words_is_left_to_a_judge() -> None:
    assert grade({"id": "a", "type": "judge", "criterion": "It is kind"}, OUTCOME).verdict == NOT_JUDGED


def test_all_is_met_only_when_something_was_judged_and_nothing_failed() -> None:
    good = {"id": "a", "type": "file-exists", "file": "kept.txt"}
    bad = {"id": "b", "type": "file-exists", "file": "lost.txt"}
    words = {"id": "c", "type": "judge", "criterion": "It is kind"}
    assert all_met(grade_all([good, words], OUTCOME))
    assert not all_met(grade_all([good, bad], OUTCOME))
    assert not all_met(grade_all([words], OUTCOME))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"type": "figure", "label": "Ledger", "same-as": "Statement", "tolerance": "0.02"}, ""),
        (
            {"type": "figure", "label": "Ledger", "same-as": "Statement"},
            "`Ledger` is 10.00, not 10.02 within 0",
        ),
        ({"type": "figure", "label": "Ledger", "at-least": "10", "at-most": "10"}, ""),
        ({"type": "figure", "label": "Ledger", "at-least": "11"}, "`Ledger` is 10.00, less than 11"),
        ({"type": "figure", "label": "Ledger", "at-most": "9"}, "`Ledger` is 10.00, more than 9"),
        ({"type": "adds-up", "column": "Day"}, ""),
        ({"type": "adds-up", "column": "Amount", "tolerance": "0.01"}, ""),
        ({"type": "adds-up", "column": "Amount"}, "`Amount` adds up to 3.01, not to its total 3.00"),
        ({"type": "column-has", "column": "Open", "entries-of": "Why"}, ""),
        (
            {"type": "column-has", "column": "Open", "entries-of": "Why", "nothing-else": True},
            "`Open` has `b` too much",
        ),
        ({"type": "column-has", "column": "Why", "entries-of": "Open"}, "`Why` lacks `b`"),
        ({"type": "column-has", "column": "Day", "entries": ["1", "2"], "nothing-else": True}, ""),
        ({"type": "column-has", "column": "Who", "entries": ["a"]}, "there is no table with a column `Who`"),
    ],
)
def test_figures_and_lists_of_a_text_are_held_against_each_other(fields: dict[str, object], why: str) -> None:
    assert grade({"id": "a", "file": "r.md", **fields}, LIST).why == why
