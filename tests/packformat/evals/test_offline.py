"""A recorded run is graded from bytes alone, and what that cannot decide is left open."""

import time

import pytest

from packformat.evals.case import EvalCase
from packformat.evals.offline import grade_offline
from packformat.evals.transcript import Turn
from packformat.evals.verdict import MET, NOT_JUDGED, NOT_MET

PACK = {
    "examples/two/input.txt": b"2 2",
    "examples/two/example.toml": b"",
    "examples/two/secret/key": b"x",
    "other": b"",
}
COPY = {"from": "examples/two", "to": "work", "without": ["secret"]}
MADE = {"command": ["python3", "make.py"]}
TURNS = (
    Turn(role="user", text="Add"),
    Turn(role="assistant", text="It is four.", files={"answer.json": b'{"sum": "4"}'}, tools=("Write",)),
    Turn(role="user", text="Thanks"),
)


def verdict(workspace: dict[str, object], kind: str, **fields: object) -> str:
    case = EvalCase(
        name="two",
        title="Two",
        kind="figures",
        prompt="Add",
        max_turns=1,
        allowed_tools=(),
        workspace=workspace,
        graders=({"id": "g", "type": kind, **fields},),
    )
    return grade_offline(case, PACK, TURNS)[0].verdict


@pytest.mark.parametrize(
    ("workspace", "kind", "fields", "expected"),
    [
        (COPY, "file-exists", {"file": "work/input.txt"}, MET),
        (COPY, "file-exists", {"file": "work/secret/key"}, NOT_MET),
        (COPY, "file-exists", {"file": "work/example.toml"}, NOT_MET),
        ({"from": "examples/two"}, "file-digest", {"file": "input.txt", "same-as-start": True}, MET),
        ({}, "number", {"file": "answer.json", "path": "sum", "equals": "4"}, MET),
        ({}, "contains", {"texts": ["four"]}, MET),
        ({}, "tool-used", {"tool": "Write"}, MET),
        (MADE, "number", {"file": "answer.json", "path": "sum", "equals": "4"}, MET),
        (MADE, "file-exists", {"file": "made.txt"}, NOT_JUDGED),
        (MADE, "file-digest", {"file": "answer.json", "same-as-start": True}, NOT_JUDGED),
        ({}, "exit-code", {"command": ["true"], "equals": 0}, NOT_JUDGED),
        ({}, "judge", {"criterion": "It is kind"}, NOT_JUDGED),
        ({}, "regex", {"pattern": "(?i)FOUR"}, MET),
        ({}, "regex", {"file": "answer.json", "path": "sum", "pattern": "^4$"}, MET),
        ({}, "regex", {"file": "answer.json", "pattern": "five"}, NOT_MET),
        ({}, "regex", {"file": "lost", "pattern": "five"}, NOT_MET),
        ({}, "regex", {"pattern": "(a+)+b"}, NOT_JUDGED),
        ({}, "regex", {"pattern": r"(a)\1"}, NOT_JUDGED),
        ({}, "regex", {"pattern": ".*.*.*.*.*.*.*.*x"}, NOT_JUDGED),
        ({}, "regex", {"pattern": "a?" * 30 + "a" * 30}, NOT_JUDGED),
    ],
)
def test_what_follows_from_bytes_is_decided_and_nothing_else(
    workspace: dict[str, object], kind: str, fields: dict[str, object], expected: str
) -> None:
    assert verdict(workspace, kind, **fields) == expected


@pytest.mark.parametrize(
    "pattern",
    [
        "a*a*a*b",
        "(a|a)(a|a)(a|a)b",
        ".*.*=.*",
        "x{1,9}y{1,9}z",
        r"\\*\\*\\*b",
        "(?x)(a|a) *b",
        "(?ix:(a|a) *b)",
        "(a|a)(?#)*b",
    ],
)
def test_a_pattern_of_a_stranger_never_takes_long(pattern: str) -> None:
    turns = (Turn(role="assistant", text="a" * 4000 + "\\" * 4000),)
    case = EvalCase(
        name="a", title="a", kind="answer", prompt="a", max_turns=1, allowed_tools=(), workspace={},
        graders=({"id": "g", "type": "regex", "pattern": pattern},),
    )  # fmt: skip
    began = time.process_time()
    grade_offline(case, {}, turns)
    assert time.process_time() - began < 5
