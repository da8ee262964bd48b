"""Figures in a text that people wrote: the number after its label, and the column that adds up.

A number may have separators between its thousands, a comma or a point before its last digits, and a minus or
brackets when it is below zero, as spreadsheets and letters show it.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal

from packformat.evals.outcome import Unreadable

_NUMBER = re.compile(r"[-\u2212(]?\s?\d(?:[\d.,'\u2019\u00a0 ]*\d)?")
_TOTALS = ("total", "sum", "totals")
_DELIMITERS = "\t;,"


def number_in(text: str) -> Decimal:
    """The first number of a text; raises Unreadable where there is none."""
    found = _NUMBER.search(text)
    if not found:
        raise Unreadable("there is no number")
    below = found[0][0] in "-\u2212("
    digits = re.sub(r"[^\d.,]", "", found[0])
    whole, mark, rest = digits.rpartition("." if digits.rfind(".") > digits.rfind(",") else ",")
    grouped = len(rest) == len("000") and whole.strip("0") != ""
    if mark and not (grouped and (mark == "," or "." in whole)):
        digits = re.sub(r"[.,]", "", whole) + "." + rest
    value = Decimal(re.sub(r"[,]", "", digits) if digits.count(".") <= 1 else re.sub(r"[.,]", "", digits))
    return -value if below else value


def figure_after(text: str, label: str) -> Decimal:
    """The number that follows a label on its line; raises Unreadable."""
    words = r"\s+".join(map(re.escape, label.split()))
    found = re.search(rf"{words}([^\n]*)", text, re.IGNORECASE)
    if not found:
        raise Unreadable(f"it does not say `{label}`")
    try:
        return number_in(found[1])
    except Unreadable:
        raise Unreadable(f"no number follows `{label}`") from None


def column_of(text: str, name: str) -> tuple[list[Decimal], Decimal]:
    """The figures of a table's column and its total, which stands in the row that is called so.

    The table is drawn with bars, or has tabs, semicolons or commas between its cells. Raises Unreadable.
    """
    return _figures(*_below(text, name), name)


def entries_of(text: str, name: str) -> list[str]:
    """What stands in a table's column, without empty cells and totals; raises Unreadable."""
    rows, place = _below(text, name)
    cells = [row[place].strip(" *") for row in rows if place < len(row) and not _is_total(row)]
    return [cell for cell in cells if cell]


def _figures(rows: list[list[str]], place: int, name: str) -> tuple[list[Decimal], Decimal]:
    items, total = [], None
    for row in rows:
        cell = row[place] if place < len(row) else ""
        if _is_total(row):
            total = number_in(cell)
        elif cell.strip():
            items.append(number_in(cell))
    if total is None:
        raise Unreadable(f"no row is called total below `{name}`")
    return items, total


def _below(text: str, name: str) -> tuple[list[list[str]], int]:
    """The rows below the first cell that is the heading `name`, and its place in them."""
    for block in re.split(r"\n[ \t]*\n", text):
        rows = [cells for cells in (_cells(line.strip()) for line in block.split("\n")) if cells]
        for number, row in enumerate(rows[:-1], 1):
            for place, cell in enumerate(row):
                if _same(cell, name):
                    return rows[number:], place
    raise Unreadable(f"there is no table with a column `{name}`")


def _is_total(row: list[str]) -> bool:
    return row[0].strip(" *").casefold().rstrip(":") in _TOTALS


def _cells(line: str) -> list[str]:
    if line.startswith("|"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        return [] if all(set(cell) <= set("-: ") for cell in cells) else cells
    delimiter = next((mark for mark in _DELIMITERS if mark in line), ",")
    try:
        return [
            cell.strip() for cell in next(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter), [])
        ]
    except csv.Error:  # a value longer than any
        return []


def _same(cell: str, name: str) -> bool:
    return cell.strip(" *").casefold() == name.strip().casefold()
