"""A workbook: its cells as we read them, and about them what the library for workbooks makes of all else."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.cell import Cell as LibraryCell
from openpyxl.cell import MergedCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.constants import SHARED_STRINGS

from packformat.codes import FORMAT
from packformat.convert.cells import Cell, Cells, Format, Place, Room, Shared
from packformat.convert.package import Package, open_package
from packformat.convert.walk import shared_texts

if TYPE_CHECKING:
    from collections.abc import Callable

WORKBOOK = "an Excel workbook"
_NO_TEXTS = b"<sst/>"


class Sheet(NamedTuple):
    """A sheet as the library has it without its cells, and these by place, with the rows that are hidden."""

    about: Any
    cells: dict[Place, Cell]
    hidden_rows: list[int]

    @property
    def title(self) -> str:
        """The name on its tab."""
        return str(self.about.title)


class Book(NamedTuple):
    """The sheets in their order, the titles of those that are charts, the names of all parts.

    ``left_out`` is for how many rows there was no room.
    """

    sheets: list[Sheet]
    charts: list[str]
    parts: list[str]
    left_out: int


def open_book(data: bytes, room: Room) -> Book:
    """Look at every part of a workbook and read it; raises E_CONVERT_… for what must not be read."""
    package = open_package(data, WORKBOOK, "workbook")
    try:
        return _read(data, package, room)
    except (
        KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, zipfile.BadZipFile, OSError,
    ) as error:  # fmt: skip
        raise FORMAT.error("E_CONVERT_BROKEN", what=WORKBOOK, reason=repr(error)) from None


def _read(data: bytes, package: Package, room: Room) -> Book:
    library = ExcelReader(io.BytesIO(_without_cells(data, package)))
    library.read()
    sheets = []
    left_out = 0
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        texts = library.package.find(SHARED_STRINGS)
        shared = Shared(
            shared_texts(whole.read(texts.PartName[1:])) if texts else [],
            _formats(library.wb),
            library.wb.epoch,
        )
        parts = [
            place.target
            for _, place in library.parser.find_sheets()
            if place.target in package.names and "chartsheet" not in place.Type
        ]
        if len(set(parts)) < len(parts):
            raise FORMAT.error(
                "E_CONVERT_HOSTILE", reason="several of its sheets are one part, read once for each"
            )
        for about, part in zip(library.wb.worksheets, parts, strict=True):
            cells = Cells(whole.read(part), shared, room)
            left_out += cells.cut
            room = room._replace(cells=room.cells - cells.taken)
            _tie(cells.at, about)
            sheets.append(Sheet(about, cells.at, cells.hidden_rows))
    charts = [sheet.title for sheet in library.wb.chartsheets]
    return Book(sheets, charts, package.names, left_out)


def _without_cells(data: bytes, package: Package) -> bytes:
    """The workbook without the rows of its sheets and the texts that these share."""
    file = io.BytesIO()
    texts = package.parts_with("sst")
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(file, "w") as rest:
        for name in package.names:
            begin, end = package.rows(name)
            part = whole.read(name)
            rest.writestr(name, _NO_TEXTS if name in texts else part[:begin] + part[end:])
    return file.getvalue()


def _formats(book: Any) -> Callable[[int], Format]:
    """What a style says of numbers, by the style's number."""
    page = Worksheet(book)

    @cache
    def style(number: int) -> Format:
        code = LibraryCell(page, style_array=book._cell_styles[number]).number_format  # noqa: SLF001 - openpyxl has no public name for it
        return Format(code, bool(is_date_format(code)), bool(is_timedelta_format(code)))

    return style


def _tie(cells: dict[Place, Cell], about: Any) -> None:
    """What lies under a merged area shows nothing, and a blank cell with a link shows where that leads."""
    for place, blank in about._cells.items():  # noqa: SLF001 - as above; asking for ranges would make every cell
        cell = cells.get(place, Cell(None, "", "", is_error=False))
        if isinstance(blank, MergedCell):
            cells.pop(place, None)
        elif blank.value is not None and cell.value is None:
            cells[place] = cell._replace(value=str(blank.value))
