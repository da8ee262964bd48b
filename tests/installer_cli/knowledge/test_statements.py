import json

import pytest

from installer_cli.knowledge.statements import Statement, contradictions, statements_of

FIGURES = "memory/rules/constants.json"
TERMS = "memory/rules/index.md"


def constants(**values: object) -> bytes:
    rows = {name: {"value": value, "unit": "days"} for name, value in values.items()}
    return json.dumps({"constants": rows}, indent=1).encode()


def read(path: str, data: bytes) -> list[tuple[str, str, int]]:
    return [(item.name, item.shown, item.line) for item in statements_of("one", path, data)]


def test_figures_are_read_with_their_unit_and_line() -> None:
    assert read(FIGURES, constants(age=30, window="7")) == [("age", "30 days", 3), ("window", "7 days", 7)]


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"constants": [1]}', b'{"constants": {"a": 1}}', b"[" * 9999]
)
def test_what_cannot_be_read_lays_down_nothing(data: bytes) -> None:
    assert read(FIGURES, data) == []
    assert read("memory/rules/other.json", constants(age=30)) == []


def test_terms_are_read_from_tables_and_lists() -> None:
    text = b"""# Terms

| term | meaning here | not |
|---|---|---|
| **accrual** | cost of this month | x |

| step | who |
|---|---|
| close | all |

- **Journal**: lines that balance
- A line about **nothing**
"""
    assert read(TERMS, text) == [("accrual", "cost of this month", 5), ("Journal", "lines that balance", 11)]


def statement(pack: str, value: str, name: str = "age") -> Statement:
    return Statement(name, value, "", pack, FIGURES, 1)


@pytest.mark.parametrize(
    ("first", "other"), [("0.00", "0"), ("30", "30.0"), ("Cost of this  month.", "cost of this month")]
)
def test_the_same_in_other_dress_is_no_contradiction(first: str, other: str) -> None:
    assert list(contradictions([statement("one", first), statement("two", other)])) == []


def test_two_packs_that_say_different_things_contradict_each_other_and_one_pack_never_itself() -> None:
    one, two, three = statement("one", "30"), statement("two", "45", "Age"), statement("three", "30")
    assert list(contradictions([one, two, three])) == [(one, two)]
    assert list(contradictions([one, statement("one", "45")])) == []
