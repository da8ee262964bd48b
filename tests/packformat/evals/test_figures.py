"""Figures in texts of people."""

from decimal import Decimal

import pytest

from packformat.evals.figures import column_of, entries_of, figure_after, number_in
from packformat.evals.outcome import Unreadable

DRAWN = """The costs:

| Item | Amount |
|---|---:|
| Rent | 1,000.00 |
| Cleaning | (20.50) |
| | |
| **Total** | 979.50 |
"""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.00", "0.00"),
        ("is 1,240.50 GBP", "1240.50"),
        ("1.240,50", "1240.50"),
        ("1\u00a0240,50 \u20ac", "1240.50"),
        ("1,240", "1240"),
        ("1.240.000", "1240000"),
        ("0.125", "0.125"),
        ("12.125", "12.125"),
        ("34,5", "34.5"),
        ("(34.50)", "-34.50"),
        ("\u221234.50", "-34.50"),
        ("- 3", "-3"),
        ("7 days", "7"),
    ],
)
def test_a_number_is_read_as_people_write_it(text: str, number: str) -> None:
    assert number_in(text) == Decimal(number)


def test_the_number_after_a_label_is_found_whatever_the_spaces() -> None:
    assert figure_after("Total  net\n amount: 12.50 GBP\nTotal: 9", "total net amount") == Decimal("12.50")


@pytest.mark.parametrize("text", ["Net: none", "Gross: 5", "Net:\n5"])
def test_a_number_that_is_not_there_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        figure_after(text, "Net")


@pytest.mark.parametrize(
    "text",
    [
        DRAWN,
        "Item\tAmount\nRent\t979.50\nTotal\t979.50",
        "Item;Amount\nA;979,50\nSum;979,50",
        "x,Amount\nNote,\nTotal,979.50",
    ],
)
def test_a_column_and_its_total_are_found_in_tables_of_any_kind(text: str) -> None:
    items, total = column_of(text, "amount")
    assert total == Decimal("979.50")
    assert sum(items, Decimal(0)) in (Decimal("979.50"), Decimal(0))


@pytest.mark.parametrize(
    "text", ["", "no table", "Item,Amount\nRent,5", "Item,Amount\nTotal,none", "a,b\n1,2"]
)
def test_a_column_without_a_total_is_told(text: str) -> None:
    with pytest.raises(Unreadable):
        column_of(text, "Amount")


def test_the_entries_of_a_column_are_those_above_its_total() -> None:
    assert entries_of(DRAWN, "item") == ["Rent", "Cleaning"]
    assert entries_of("a;b\n;1\nx", "a") == ["x"]


def test_a_long_text_is_looked_through_once() -> None:
    with pytest.raises(Unreadable):
        entries_of("x\n" * 30_000, "Amount")


def test_a_cell_without_end_is_no_table() -> None:
    assert entries_of("Item,Amount\nRent,5\n" + "x" * 2_000_000 + ",1", "item") == ["Rent"]
