"""Sheets as the file has them: every cell under its column and beside its row, merged cells as one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter

from packformat.convert.facsimile.block import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Block, Cell, Row
from packformat.convert.package import open_package
from packformat.convert.rows import Room, first_rows
from packformat.convert.sheet import shown_value

if TYPE_CHECKING:
    from collections.abc import Iterator

_HIDDEN = "hidden"
_ROOM = Room(rows=MOST_ROWS + 1, cells=5 * MOST_CELLS)
"""One row more than is shown, and cells enough that blocks are what comes to its end first."""


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """Each sheet as a grid from its first cell on; formulas with the results that the file keeps."""
    sheets = open_package(data, "", "workbook").parts_with("sheetData")
    shown, _ = first_rows(data, sheets, _ROOM)
    for sheet in openpyxl.load_workbook(io.BytesIO(shown), data_only=True).worksheets:
        label = f"Sheet {sheet.title}"
        yield Block(label=label if sheet.sheet_state == "visible" else f"{label} (hidden)", place=sheet.title)
        places = [place for place, cell in sheet._cells.items() if cell.value is not None]  # noqa: SLF001 - as in `sheet`
        if places:
            yield _grid(sheet, max(row for row, _ in places), max(column for _, column in places))


def _grid(sheet: Any, height: int, width: int) -> Block:
    """One row and column more than is shown, so that it is known when something is cut off."""
    height, width = min(height, MOST_ROWS + 1), min(width, MOST_COLUMNS + 1)
    merged = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    covered = {
        (row, column)
        for area in merged.values()
        for row in range(area.min_row, min(area.max_row, height) + 1)
        for column in range(area.min_col, min(area.max_col, width) + 1)
    } - merged.keys()
    rows = []
    for row in range(1, height + 1):
        cells = [
            _cell(sheet, (row, column), merged.get((row, column)))
            for column in range(1, width + 1)
            if (row, column) not in covered
        ]
        name = f"{row} ({_HIDDEN})" if sheet.row_dimensions[row].hidden else str(row)
        rows.append(Row(cells, f"{sheet.title} {row}", name))
    return Block(columns=tuple(_column(sheet, column) for column in range(1, width + 1)), rows=rows)


def _cell(sheet: Any, place: tuple[int, int], area: Any) -> Cell:
    cell = sheet._cells.get(place)  # noqa: SLF001 - asking the sheet would make a cell where none is
    text = "" if cell is None or cell.value is None else shown_value(cell.value, cell.number_format)
    if area is None:
        return Cell(text)
    return Cell(text, area.max_col - area.min_col + 1, area.max_row - area.min_row + 1)


def _column(sheet: Any, column: int) -> str:
    letter = str(get_column_letter(column))
    is_hidden = letter in sheet.column_dimensions and sheet.column_dimensions[letter].hidden
    return f"{letter} ({_HIDDEN})" if is_hidden else letter
