"""Sheets as the file has them: every cell under its column and beside its row, merged cells as one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from packformat.convert.book import Sheet, open_book
from packformat.convert.cells import Place, Room
from packformat.convert.facsimile.block import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Block, Cell, Row
from packformat.convert.sheet import shown_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = "hidden"
_ROOM = Room(rows=MOST_ROWS + 1, cells=5 * MOST_CELLS)
"""One row more than is shown, and cells enough that blocks are what comes to its end first."""


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """Each sheet as a grid from its first cell on; formulas with the results that the file keeps."""
    for sheet in open_book(data, _ROOM).sheets:
        label = f"Sheet {sheet.title}"
        is_seen = sheet.about.sheet_state == "visible"
        yield Block(label=label if is_seen else f"{label} (hidden)", place=sheet.title)
        places = [place for place, cell in sheet.cells.items() if cell.value is not None]
        if places:
            yield _grid(sheet, max(row for row, _ in places), max(column for _, column in places))


def _grid(sheet: Sheet, height: int, width: int) -> Block:
    """One row and column more than is shown, so that it is known when something is cut off."""
    height, width = min(height, MOST_ROWS + 1), min(width, MOST_COLUMNS + 1)
    merged = {(area.min_row, area.min_col): area for area in sheet.about.merged_cells.ranges}
    covered = {
        (row, column)
        for area in merged.values()
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
    } - merged.keys()
    hidden = set(sheet.hidden_rows)
    rows = []
    for row in range(1, height + 1):
        cells = [
            _cell(sheet, (row, column), merged.get((row, column)))
            for column in range(1, width + 1)
            if (row, column) not in covered
        ]
        name = f"{row} ({_HIDDEN})" if row in hidden else str(row)
        rows.append(Row(cells, f"{sheet.title} {row}", name))
    return Block(columns=tuple(_column(sheet, column) for column in range(1, width + 1)), rows=rows)


def _cell(sheet: Sheet, place: Place, area: Any) -> Cell:
    cell = sheet.cells.get(place)
    text = "" if cell is None or cell.value is None else shown_value(cell.value, cell.number_format)
    if area is None:
        return Cell(text)
    return Cell(text, area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)


def _column(sheet: Sheet, column: int) -> str:
    letter = str(get_column_letter(column))
    is_hidden = letter in sheet.about.column_dimensions and sheet.about.column_dimensions[letter].hidden
    return f"{letter} ({_HIDDEN})" if is_hidden else letter
