"""Excel workbooks (ECMA-376): each sheet as its tables, values as the sheet shows them, formulas beneath."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import openpyxl

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.package import open_package
from packformat.convert.result import Converted, Loss
from packformat.convert.rows import Room, first_rows
from packformat.convert.sheet import convert_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHAT = "an Excel workbook"
_ROOM = Room(rows=100_000, cells=800_000)
"""More than a ledger of a year and fifty thousand lines."""


def convert(data: bytes) -> Converted:
    """Every sheet in its order, hidden ones too, because a value that is not seen can still be shared."""
    package = open_package(data, _WHAT, "workbook")
    data, left_out = first_rows(data, package.parts_with("sheetData"), _ROOM)
    try:
        stored = openpyxl.load_workbook(io.BytesIO(data))
        has_formulas = bool(package.parts_with("f"))
        results = openpyxl.load_workbook(io.BytesIO(data), data_only=True) if has_formulas else stored
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, BadZipFile, OSError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=repr(error)) from None
    blocks: list[str] = []
    losses = [Loss("rows-left-out", "", f"{left_out} rows")] if left_out else []
    for sheet in stored.worksheets:
        parts, lost = convert_sheet(sheet, results[sheet.title])
        losses += [*_hidden(sheet), *lost, *_drawn(sheet)]
        if parts:
            blocks += [markdown.heading(2, markdown.escape(sheet.title)), *parts]
    losses += [Loss("chart", sheet.title) for sheet in stored.chartsheets]
    pivots = sum("pivotTables/pivotTable" in name and name.endswith(".xml") for name in package.names)
    losses += [Loss("drawing", "", "the machinery of a pivot table")] * pivots
    if not blocks:
        raise FORMAT.error("E_CONVERT_EMPTY", what=_WHAT)
    return Converted(markdown.document(blocks), tuple(losses))


def _hidden(sheet: Any) -> Iterator[Loss]:
    """Hidden sheets, rows and columns are kept, and told because their owner may not know them."""
    if sheet.sheet_state != "visible":
        yield Loss("hidden", sheet.title, "the sheet")
    rows = [str(number) for number, row in sheet.row_dimensions.items() if row.hidden]
    columns = [name for name, column in sheet.column_dimensions.items() if column.hidden]
    if rows:
        yield Loss("hidden", sheet.title, f"row {', '.join(rows[:10])}{'…' if rows[10:] else ''}")
    if columns:
        yield Loss("hidden", sheet.title, f"column {', '.join(columns[:10])}")


def _drawn(sheet: Any) -> list[Loss]:
    pictures = [Loss("picture", sheet.title)] * len(sheet._images)  # noqa: SLF001 - openpyxl has no public name for them
    return pictures + [Loss("chart", sheet.title)] * len(sheet._charts)  # noqa: SLF001 - as above
