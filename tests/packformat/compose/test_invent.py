"""Invented rows: the headings of a real table, and nothing else of it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.compose.content import draft_schema
from packformat.compose.invent import invent

BANK = [
    ["Date", "Text", "Amount", "Cleared", "Text"],
    ["2026-10-31", "Rent to Petra Muster", "-1,240.50", "TRUE", "GB33BUKB20201555555555"],
    ["2026-11-02", "", "7.00", "false", "x"],
]


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_headings_stay_and_values_are_invented_in_the_way_the_column_is_written() -> None:
    columns, rows = invent(BANK)
    assert columns == ["Date", "Text", "Amount", "Cleared", "Text 2"]
    assert rows_of(rows)[0] == ["2026-01-01", "example 1", "100.00", "yes", "example 1"]
    assert len(rows_of(rows)) == 3


@pytest.mark.parametrize(
    ("value", "invented"),
    [
        ("31.10.2026", "01.01.2026"),
        ("31/10/2026", "01/01/2026"),
        ("1.240,50", "100,00"),
        ("0012", "1"),
        ("", "example 1"),
    ],
)
def test_dates_and_numbers_of_other_countries_are_told_apart(value: str, invented: str) -> None:
    assert rows_of(invent([["a"], [value]]).rows)[0] == [invented]


def test_a_table_without_headings_gets_some_that_only_count() -> None:
    assert invent([["2026-10-31", "Petra"], ["2026-11-01", "Muster"]]).columns == ["Column 1", "Column 2"]
    assert invent([["", "x" * 80]]).columns == ["Column 1", "x" * 60]


words = st.text("abcXYZ äé-", min_size=12, max_size=20)


@given(st.lists(st.lists(words, min_size=2, max_size=2), min_size=1, max_size=4))
def test_no_value_of_the_sample_is_in_what_may_be_shared(table: list[list[str]]) -> None:
    columns, rows = invent([["one", "two"], *table])
    assert columns == ["one", "two"]
    assert not {cell for row in table for cell in row} & {cell for row in rows_of(rows) for cell in row}


@given(st.lists(st.lists(st.text(max_size=70), min_size=1, max_size=3), min_size=1, max_size=3))
def test_what_is_read_can_stand_in_a_draft(table: list[list[str]]) -> None:
    columns = invent(table).columns
    schema = draft_schema()["properties"]["data"]["items"]["properties"]["columns"]
    assert all(1 <= len(column) <= schema["items"]["maxLength"] for column in columns)
    assert len(set(columns)) == len(columns)
