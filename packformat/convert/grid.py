"""A table of HTML as rows of equal length: every value in its own column, spans resolved."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.convert.limits import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.convert.htmltree import Node

MOST_CELLS = 600_000
"""Cells of a table of values or a sheet, blanks included: what is beyond them is left out, and told."""
_AREA = re.compile(r"\$?([A-Za-z]{0,3})\$?(\d{0,7})(?::\$?([A-Za-z]{0,3})\$?(\d{0,7}))?")
_LARGEST_SHEET = (1_048_576, 16_384)
"""Rows and columns."""
_WIDEST_SPAN = 1000
"""As HTML has it; larger ones are meant for browsers to break on."""


class Grid(NamedTuple):
    """Rows of cells, which cells were merged (as ``B2:C3``), and how many rows are headers."""

    rows: list[list[str]]
    merged: list[str]
    header_rows: int


def grid_of(table: Node, write: Callable[[Node], str], before: int = 0) -> Grid:
    """The rows of a table; ``write`` gives a cell's text.

    Raises E_CONVERT_LARGE when it has, with the ``before`` cells of tables that came before it, too many.
    """
    taken: dict[tuple[int, int], str] = {}
    merged: list[str] = []
    header_rows = 0
    rows = list(_rows(table))
    for number, (row, in_head) in enumerate(rows):
        cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
        header_rows += in_head and number == header_rows
        column = 0
        for cell in cells:
            while (number, column) in taken:
                column += 1
            wide, high = span_of(cell, "colspan"), span_of(cell, "rowspan")
            high = min(high, len(rows) - number)
            check("cells", before + len(taken) + high * wide)
            _take(taken, (number, column), (high, wide), write(cell))
            if wide > 1 or high > 1:
                end = cell_name(number + high - 1, column + wide - 1)
                merged.append(f"{cell_name(number, column)}:{end}")
            column += wide
    width = 1 + max((column for _, column in taken), default=-1)
    check("cells", before + len(rows) * width)
    filled = [[taken.get((row, column), "") for column in range(width)] for row in range(len(rows))]
    return Grid([row for row in filled if row], merged, header_rows)


def cell_name(row: int, column: int) -> str:
    """The name of a cell as spreadsheets have it; both counted from 0: ``B1`` is row 0, column 1."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def area_of(reference: str) -> int:
    """How many cells an area such as ``B2:C3`` has; of whole columns and rows as many as sheets have."""
    found = _AREA.fullmatch(reference)
    if found is None:
        return 0
    left, top, right, bottom = found.groups()
    is_cell = right is None
    rows = 1 if is_cell else _span(int(top or 1), int(bottom or _LARGEST_SHEET[0]))
    columns = 1 if is_cell else _span(_column(left) or 1, _column(right) or _LARGEST_SHEET[1])
    return rows * columns


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _span(first: int, last: int) -> int:
    return abs(last - first) + 1


def rows_of(table: Node) -> Iterator[Node]:
    """The rows of a table, those of its head, body and foot in their order."""
    return (row for row, _ in _rows(table))


def _rows(table: Node) -> Iterator[tuple[Node, bool]]:
    for child in table.elements():
        if child.tag == "tr":
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, child.tag == "thead") for row in child.elements() if row.tag == "tr")


def span_of(cell: Node, name: str) -> int:
    """Over how many columns (``colspan``) or rows (``rowspan``) a cell goes."""
    value = cell.attributes.get(name, "")
    return min(max(int(value), 1), _WIDEST_SPAN) if value.isascii() and value.isdecimal() else 1


def _take(
    taken: dict[tuple[int, int], str], start: tuple[int, int], size: tuple[int, int], text: str
) -> None:
    for row in range(start[0], start[0] + size[0]):
        for column in range(start[1], start[1] + size[1]):
            taken.setdefault((row, column), "")
    taken[start] = text
