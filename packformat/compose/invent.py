"""From a real table to one that may be shared: its headings stay, and every value is invented.

An invented row knows of a column only whether it holds dates, numbers or words, and how those are written.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_COLUMNS = 100
LONGEST_HEADING = 60
"""Characters; both are limits of the draft's schema."""
_ROWS = 3
_MOST_LOOKED_AT = 200
"""Rows that say what a column holds."""
_DATES = {
    re.compile(r"\d{4}-\d\d-\d\d"): "2026-01-{:02}",
    re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}"): "{:02}.01.2026",
    re.compile(r"\d{1,2}/\d{1,2}/\d{4}"): "{:02}/01/2026",
}
_NUMBERS = {
    re.compile(r"[-\u2212]?\d+", re.ASCII): "{}",
    re.compile(r"[-\u2212]?[\d,]*\d\.\d+", re.ASCII): "{}00.00",
    re.compile(r"[-\u2212]?[\d.]*\d,\d+", re.ASCII): "{}00,00",
}
_YES_OR_NO = re.compile(r"true|false|yes|no", re.IGNORECASE)


class Invented(NamedTuple):
    """The headings of a table and invented rows as they stand between commas."""

    columns: list[str]
    rows: str


def invent(table: Sequence[Sequence[str]]) -> Invented:
    """The headings of a table, whose first row has them, and rows that hold no value of it.

    A first row that holds values itself gives headings that only count.
    """
    head, below = list(table[0][:MOST_COLUMNS]), table[1 : 1 + _MOST_LOOKED_AT]
    if any(map(_is_value, head)):
        head, below = [""] * len(head), table[:_MOST_LOOKED_AT]
    columns = _distinct(head)
    patterns = [_pattern(row[place] for row in below if place < len(row)) for place in range(len(head))]
    written = io.StringIO()
    rows = ([pattern.format(number) for pattern in patterns] for number in range(1, _ROWS + 1))
    csv.writer(written, lineterminator="\n").writerows(rows)
    return Invented(columns, written.getvalue().rstrip("\n"))


def _distinct(head: Iterable[str]) -> list[str]:
    """Headings that are there, short and each another."""
    columns: list[str] = []
    for number, heading in enumerate(head, 1):
        text = " ".join(heading.split())[:LONGEST_HEADING].strip() or f"Column {number}"
        again = (f"{text[: LONGEST_HEADING - 4]} {count}" for count in range(2, MOST_COLUMNS + 2))
        columns.append(next(one for one in (text, *again) if one not in columns))
    return columns


def _is_value(cell: str) -> bool:
    return any(pattern.fullmatch(cell.strip()) for pattern in (*_DATES, *_NUMBERS))


def _pattern(cells: Iterable[str]) -> str:
    """What an invented value of a column looks like, with a place for the row's number."""
    said = [cell.strip() for cell in cells if cell.strip()]
    for known, pattern in {**_DATES, **_NUMBERS}.items():
        if said and all(known.fullmatch(cell) for cell in said):
            return pattern
    if said and all(_YES_OR_NO.fullmatch(cell) for cell in said):
        return "yes"
    return "example {}"
