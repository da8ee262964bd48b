"""A table of HTML as rows of equal length: every value in its own column, spans resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.convert.htmltree import Node

MOST_CELLS = 400_000
"""Cells of one table, blanks between spans included."""
_WIDEST_SPAN = 1000
"""As HTML has it; larger ones are meant for browsers to break on."""


class Grid(NamedTuple):
    """Rows of cells, which cells were merged (as ``B2:C3``), and how many rows are headers."""

    rows: list[list[str]]
    merged: list[str]
    header_rows: int


def grid_of(table: Node, write: Callable[[Node], str]) -> Grid:
    """The rows of a table; ``write`` gives a cell's text."""
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
            _take(taken, (number, column), (high, wide), write(cell))
            if wide > 1 or high > 1:
                end = cell_name(number + high - 1, column + wide - 1)
                merged.append(f"{cell_name(number, column)}:{end}")
            column += wide
    width = 1 + max((column for _, column in taken), default=-1)
    if len(rows) * width > MOST_CELLS:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"a table has more than {MOST_CELLS} cells")
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
    if len(taken) + size[0] * size[1] > MOST_CELLS:
        raise FORMAT.error("E_CONVERT_HOSTILE", reason=f"a table has more than {MOST_CELLS} cells")
    for row in range(start[0], start[0] + size[0]):
        for column in range(start[1], start[1] + size[1]):
            taken.setdefault((row, column), "")
    taken[start] = text
