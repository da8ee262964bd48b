"""The cells of a sheet, read once from its XML: of each what it shows, its formula and its format.

The library for workbooks makes several objects of every cell, and gives either formulas or their results.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601

from packformat.convert.grid import cell_name
from packformat.convert.walk import Runs, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Place = tuple[int, int]
"""Row and column from 1."""
Value = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta
_ROW = 4
"""What a row takes by itself, in cells."""
_DIGITS = "0123456789"
_NO = ("0", "false", "f")
_column = lru_cache(maxsize=None)(column_index_from_string)


class Room(NamedTuple):
    """How much is kept: rows of each sheet, and cells of all together (each row counting as some)."""

    rows: int
    cells: int


class Format(NamedTuple):
    """How a number is shown, and whether it means a date or a length of time."""

    code: str
    is_date: bool
    is_duration: bool


class Shared(NamedTuple):
    """What the cells of a workbook name by its number; and the day from which dates are counted."""

    texts: Sequence[str]
    format: Callable[[int], Format]
    epoch: dt.datetime


class Cell(NamedTuple):
    """What a cell shows: its value, or the stored result of its formula; None where no result is stored."""

    value: Value | None
    formula: str
    number_format: str
    is_error: bool


class Cells:
    """The cells of one sheet for which there is room, by place; blank ones are not kept."""

    def __init__(self, part: bytes, shared: Shared, room: Room):
        """Read a part that `open_package` has looked at; raises what the text of a broken cell gives."""
        self.at: dict[Place, Cell] = {}
        self.hidden_rows: list[int] = []
        self.taken = self.cut = 0
        self._shared, self._room = shared, room
        self._rows = self._row = self._column = 0
        self._cell: Mapping[str, str] = {}
        self._formula_is: Mapping[str, str] = {}
        self._value = self._formula = ""
        self._filled: dict[str, Translator] = {}
        self._runs = Runs()
        walk(
            part,
            {**self._runs.begins, "row": self._begin_row, "c": self._begin_cell, "f": self._begin_formula},
            {**self._runs.ends, "v": self._end_value, "f": self._end_formula, "c": self._end_cell},
        )

    def _begin_row(self, row: Mapping[str, str]) -> None:
        self._rows += 1
        if self.cut or self._rows > self._room.rows or self.taken + _ROW > self._room.cells:
            self.cut += 1
            return
        self.taken += _ROW
        self._row = int(float(row["r"])) if "r" in row else self._row + 1
        self._column = 0
        if row.get("hidden", "0") not in _NO:
            self.hidden_rows.append(self._row)

    def _begin_cell(self, cell: Mapping[str, str]) -> None:
        self.taken += not self.cut
        self._cell = cell
        self._value = self._formula = ""
        reference = cell.get("r")
        if reference:
            letters = reference.rstrip(_DIGITS)
            self._row, self._column = int(reference[len(letters) :]), _column(letters)
        else:
            self._column += 1

    def _end_value(self, text: str) -> None:
        self._value = text

    def _begin_formula(self, formula: Mapping[str, str]) -> None:
        self._formula_is = formula

    def _end_formula(self, text: str) -> None:
        kind, number = self._formula_is.get("t"), self._formula_is.get("si", "")
        if kind == "dataTable":
            self._formula = f"=TABLE({self._formula_is.get('ref', '')})"
        elif kind == "shared" and number in self._filled:
            self._formula = self._filled[number].translate_formula(self._name())
        elif text:
            self._formula = f"={text}"
            if kind == "shared":
                self._filled[number] = Translator(self._formula, self._name())

    def _name(self) -> str:
        return cell_name(self._row - 1, self._column - 1)

    def _end_cell(self, _: object) -> None:
        text = self._runs.take()
        if self.cut:
            return
        style = self._shared.format(int(self._cell.get("s", "0")))
        kind = self._cell.get("t", "n")
        value = text if kind == "inlineStr" else self._read(kind, style) if self._value else None
        formula = self._formula
        is_error = False
        if isinstance(value, str):
            # A text that begins so is shown as the formula that it would be.
            formula = formula or (value if value.startswith("=") and len(value) > 1 else "")
            is_error = kind in ("e", "n") or (formula != "" and value.startswith("#"))
        if value is not None or formula:
            self.at[self._row, self._column] = Cell(value, formula, style.code, is_error)

    def _read(self, kind: str, style: Format) -> Value:
        text = self._value
        if kind == "s":
            return self._shared.texts[int(text)]
        if kind == "b":
            return bool(int(text))
        if kind == "d":
            moment: Value = from_ISO8601(text)
            return moment
        if kind != "n":
            return text
        number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        return self._dated(number, style) if style.is_date else number

    def _dated(self, number: float, style: Format) -> Value:
        try:
            moment: Value = from_excel(number, self._shared.epoch, timedelta=style.is_duration)
        except (OverflowError, ValueError):
            return "#VALUE!"
        return moment
