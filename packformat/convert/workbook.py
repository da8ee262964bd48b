"""Excel workbooks (ECMA-376): each sheet as its tables, values as the sheet shows them, formulas beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.book import WORKBOOK, Sheet, open_book
from packformat.convert.cells import Room
from packformat.convert.result import Converted, Loss
from packformat.convert.sheet import convert_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

_ROOM = Room(rows=100_000, cells=800_000)
"""More than a ledger of a year and fifty thousand lines."""


def convert(data: bytes) -> Converted:
    """Every sheet in its order, hidden ones too, because a value that is not seen can still be shared."""
    book = open_book(data, _ROOM)
    blocks: list[str] = []
    losses = [Loss("rows-left-out", "", f"{book.left_out} rows")] if book.left_out else []
    for sheet in book.sheets:
        parts, lost = convert_sheet(sheet)
        losses += [*_hidden(sheet), *lost, *_drawn(sheet.about)]
        if parts:
            blocks += [markdown.heading(2, markdown.escape(sheet.title)), *parts]
    losses += [Loss("chart", title) for title in book.charts]
    pivots = sum("pivotTables/pivotTable" in name and name.endswith(".xml") for name in book.parts)
    losses += [Loss("drawing", "", "the machinery of a pivot table")] * pivots
    if not blocks:
        raise FORMAT.error("E_CONVERT_EMPTY", what=WORKBOOK)
    return Converted(markdown.document(blocks), tuple(losses))


def _hidden(sheet: Sheet) -> Iterator[Loss]:
    """Hidden sheets, rows and columns are kept, and told because their owner may not know them."""
    if sheet.about.sheet_state != "visible":
        yield Loss("hidden", sheet.title, "the sheet")
    rows = [str(number) for number in sheet.hidden_rows]
    columns = [name for name, column in sheet.about.column_dimensions.items() if column.hidden]
    if rows:
        yield Loss("hidden", sheet.title, f"row {', '.join(rows[:10])}{'…' if rows[10:] else ''}")
    if columns:
        yield Loss("hidden", sheet.title, f"column {', '.join(columns[:10])}")


def _drawn(sheet: Any) -> list[Loss]:
    pictures = [Loss("picture", sheet.title)] * len(sheet._images)  # noqa: SLF001 - openpyxl has no public name for them
    return pictures + [Loss("chart", sheet.title)] * len(sheet._charts)  # noqa: SLF001 - as above
