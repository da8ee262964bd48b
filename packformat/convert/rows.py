"""The first rows of a workbook's sheets: what is beyond is cut off before a library makes objects of it."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple
from xml.parsers import expat

_ROW = 4
"""What a row takes by itself, in cells."""


class Room(NamedTuple):
    """How much is kept: rows of each sheet, and cells of all together (each row counting as some)."""

    rows: int
    cells: int


def first_rows(data: bytes, sheets: set[str], room: Room) -> tuple[bytes, int]:
    """A workbook of which each sheet, a part among ``sheets``, holds no more than there is room for.

    Returns with it how many rows were cut off. The parts must have been looked at by `open_package`.
    """
    file = io.BytesIO()
    cut = 0
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(file, "w") as shortened:
        for name in whole.namelist():
            part = whole.read(name)
            if name in sheets:
                walk = _Walk(room)
                part = walk.shorten(part)
                cut += walk.cut
                room = room._replace(cells=room.cells - walk.taken)
            shortened.writestr(name, part)
    return file.getvalue(), cut


class _Walk:
    """Goes through one sheet and keeps where the first row begins for which there is no room."""

    def __init__(self, room: Room):
        self.taken = self.cut = 0
        self._room = room
        self._rows = 0
        self._begin = self._end = -1
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._started
        self._parser.EndElementHandler = self._ended

    def shorten(self, part: bytes) -> bytes:
        """The sheet without the rows that are too many; all else of it stays."""
        self._parser.Parse(part, True)  # noqa: FBT003 - expat takes no names
        return part[: self._begin] + part[self._end :] if self.cut else part

    def _started(self, name: str, _: object) -> None:
        short = name.rpartition(":")[2]
        if short == "row":
            self._rows += 1
            if self._begin < 0 and (self._rows > self._room.rows or self.taken + _ROW > self._room.cells):
                self._begin = self._parser.CurrentByteIndex
            self.cut += self._begin >= 0
            self.taken += _ROW if self._begin < 0 else 0
        elif short == "c" and self._begin < 0:
            self.taken += 1

    def _ended(self, name: str) -> None:
        if name.rpartition(":")[2] == "sheetData" and self._end < 0:
            self._end = self._parser.CurrentByteIndex
