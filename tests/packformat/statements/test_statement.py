import json

import pytest

from packformat.statements.statement import statements_of, undressed

FIGURES = "memory/rules/constants.json"
CLAIMS = "memory/graph/claims.json"
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


def test_claims_are_read_by_their_titles() -> None:
    claim = {"id": "C01", "title": "Agents need sp\u00e9cs", "text": "Or they guess."}
    data = json.dumps({"claims": [claim, 3, {"title": 1}]}, ensure_ascii=False, indent=1).encode()
    assert read(CLAIMS, data) == [("Agents need sp\u00e9cs", "Or they guess.", 5)]
    assert read(CLAIMS, b'{"claims": 3}') == []


def test_where_a_rule_comes_from_and_how_long_it_holds_are_no_part_of_what_it_says() -> None:
    lines = (
        "- **Limit**: 5,000 an invoice. Source: the board. Holds until 2027-03-31.",
        "- **Age**: 30. Holds until 2027-03-31.",
    )
    assert read(TERMS, "\n".join(lines).encode()) == [("Limit", "5,000 an invoice.", 1), ("Age", "30.", 2)]


@pytest.mark.parametrize(
    ("first", "other"),
    [
        ("0.00", "0"),
        ("30 days", "30.0 Days."),
        ("Cost of this  month.", "cost of this month"),
        ("NaN", "nan"),
    ],
)
def test_the_same_in_other_dress_is_the_same(first: str, other: str) -> None:
    assert undressed(first) == undressed(other)


@pytest.mark.parametrize(("first", "other"), [("30", "31"), ("30 days", "30 hours"), ("sNaN", "inf")])
def test_what_is_not_the_same_is_told_apart(first: str, other: str) -> None:
    assert undressed(first) != undressed(other)
