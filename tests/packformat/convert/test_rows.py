"""Rows beyond those that there is room for are cut off, and all else of a sheet stays."""

import io

import openpyxl
import pytest

from packformat.convert.package import open_package
from packformat.convert.rows import Room, first_rows
from packformat.convert.workbook import convert
from tests.support.documents import workbook


def two_sheets(sheet: object) -> None:
    """Four rows of two cells, and a second sheet of one."""
    for number in range(4):
        sheet.append([number, "a"])  # type: ignore[attr-defined] # openpyxl has no types
    sheet.merge_cells("C1:D1")  # type: ignore[attr-defined] # as above
    sheet.parent.create_sheet("Other").append(["b"])  # type: ignore[attr-defined] # as above


BOOK = workbook(two_sheets)
SHEETS = open_package(BOOK, "a", "workbook").parts_with("sheetData")


@pytest.mark.parametrize(
    ("room", "kept", "cut"),
    [
        (Room(4, 29), [4, 1], 0),
        (Room(2, 29), [2, 1], 2),
        (Room(4, 16), [3, 0], 2),
        (Room(4, 15), [2, 0], 3),
        (Room(0, 0), [0, 0], 5),
    ],
)
def test_each_row_takes_room_and_so_does_each_cell(room: Room, kept: list[int], cut: int) -> None:
    shortened, left_out = first_rows(BOOK, SHEETS, room)
    read = openpyxl.load_workbook(io.BytesIO(shortened))
    rows = [sum(row[0].value is not None for row in sheet.iter_rows()) for sheet in read.worksheets]
    assert (rows, left_out) == (kept, cut)
    assert [area.coord for area in read.worksheets[0].merged_cells.ranges] == ["C1:D1"]


def test_rows_that_are_cut_off_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packformat.convert.workbook._ROOM", Room(3, 100))
    converted = convert(BOOK)
    assert [loss.message for loss in converted.losses if loss.kind == "rows-left-out"] == [
        "1 rows were left out: the table is too long to be read"
    ]
    assert "| 2 | a |" in converted.markdown
    assert "| 3 | a |" not in converted.markdown
