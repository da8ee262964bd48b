"""A workbook is its cells, as they are read once, and what the library makes of all else."""

from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart

from packformat.convert.book import Book, open_book
from packformat.convert.cells import Room
from packformat.convert.workbook import convert
from packformat.errors import AuthorError
from tests.support.documents import repacked, saved, workbook

ROOM = Room(100, 1000)
SHEET = "xl/worksheets/sheet1.xml"
SHARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    b'spreadsheetml.sharedStrings+xml"/></Types>'
)


def two_sheets(sheet: Any) -> None:
    """Four rows of two cells, and a second sheet of one."""
    for number in range(4):
        sheet.append([number, "a"])
    sheet.merge_cells("C1:D1")
    sheet.parent.create_sheet("Other").append(["b"])


BOOK = workbook(two_sheets)


def values(book: Book) -> list[dict[tuple[int, int], object]]:
    return [{place: cell.value for place, cell in sheet.cells.items()} for sheet in book.sheets]


@pytest.mark.parametrize(
    ("room", "kept", "cut"),
    [
        (Room(4, 29), [8, 1], 0),
        (Room(2, 29), [4, 1], 2),
        (Room(4, 16), [6, 0], 2),
        (Room(4, 15), [4, 0], 3),
        (Room(0, 0), [0, 0], 5),
    ],
)
def test_sheets_share_the_room_for_cells_and_all_else_of_them_stays(
    room: Room, kept: list[int], cut: int
) -> None:
    book = open_book(BOOK, room)
    assert ([len(sheet.cells) for sheet in book.sheets], book.left_out) == (kept, cut)
    assert [area.coord for area in book.sheets[0].about.merged_cells.ranges] == ["C1:D1"]


def test_sheets_that_are_all_one_part_are_not_read_over_and_over() -> None:
    def change(parts: dict[str, bytes]) -> None:
        links = "xl/_rels/workbook.xml.rels"
        parts[links] = parts[links].replace(b"sheet2.xml", b"sheet1.xml")

    with pytest.raises(AuthorError) as caught:
        open_book(repacked(BOOK, change), ROOM)
    assert caught.value.code == "E_CONVERT_HOSTILE"


def test_rows_that_are_cut_off_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("packformat.convert.workbook._ROOM", Room(3, 100))
    converted = convert(BOOK)
    assert [loss.message for loss in converted.losses if loss.kind == "rows-left-out"] == [
        "1 rows were left out: the table is too long to be read"
    ]
    assert "| 2 | a |" in converted.markdown
    assert "| 3 | a |" not in converted.markdown


def test_texts_that_sheets_share_and_days_from_1904_are_read() -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    book.active["A1"], book.active["A1"].number_format = 1000, "yyyy-mm-dd"

    def change(parts: dict[str, bytes]) -> None:
        parts["xl/sharedStrings.xml"] = b"<sst><si><t>shared</t></si></sst>"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", SHARED)
        parts[SHEET] = parts[SHEET].replace(b"</row>", b'<c r="B1" t="s"><v>0</v></c></row>')

    assert (
        convert(repacked(saved(book.save), change)).markdown
        == "## Sheet\n\n| 1906-09-27 | shared |\n| --- | --- |\n"
    )


def test_what_lies_under_a_merged_area_is_nothing_and_a_blank_link_shows_where_it_leads() -> None:
    def write(sheet: Any) -> None:
        sheet.append([1, 2, "=1+1"])
        sheet["C1"].hyperlink = "https://example.org/c"
        sheet["D1"].hyperlink = "https://example.org/d"

    def merge(parts: dict[str, bytes]) -> None:
        parts[SHEET] = (
            parts[SHEET]
            .replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>')
            .replace(b"https://example.org/d</t>", b"</t>")
        )

    data = repacked(workbook(write), merge)
    (cells,) = values(open_book(data, ROOM))
    assert cells == {(1, 1): 1, (1, 3): "https://example.org/c", (1, 4): ""}


def test_sheets_of_charts_alone_are_named() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.create_chartsheet("Trend").add_chart(BarChart())
    read = open_book(saved(book.save), ROOM)
    assert (read.sheets, read.charts) == ([], ["Trend"])


@pytest.mark.parametrize("cell", [b'<c t="s"><v>7</v></c>', b'<c s="99"><v>7</v></c>', b"<c><v>x</v></c>"])
def test_a_cell_that_cannot_be_meant_is_refused(cell: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        parts[SHEET] = parts[SHEET].replace(b"</row>", cell + b"</row>", 1)

    with pytest.raises(AuthorError) as caught:
        open_book(repacked(BOOK, change), ROOM)
    assert caught.value.code == "E_CONVERT_BROKEN"
