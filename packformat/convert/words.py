"""The words of a PDF page and where they stand, as the library that browsers use finds them."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
"""Letters of scripts that are written from the right: Hebrew, Arabic and their like."""
_NAMELESS = "\ufffd"
_FIRST_LETTER = 0x20
"""Codes below it are no letters; the library gives them where a document does not say what is meant."""

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""What leads from one measure to another (ISO 32000, 8.3.4)."""


class Box(NamedTuple):
    """A part of a page in points: from its left edge, and down from its top."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def holds(self, point: Point) -> bool:
        """Whether a point is inside it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


class Word(NamedTuple):
    """Letters without a space between them: their box, their size in points, and how they run."""

    text: str
    box: Box
    size: float
    is_level: bool
    """Whether it is written along the width of the page, as nearly all is."""
    is_known: bool
    """Whether the document says which letters it is made of."""


def words_of(page: Any, text: Any) -> Iterator[Word]:
    """The words of a page in the order in which the library reads them; ``text`` is the page's text."""
    reader = _Reader(text.raw, view_of(page))
    letters: list[str] = []
    count = raw.FPDFText_CountChars(text.raw)
    for place in range(count):
        letter = reader.letter(place)
        if not letter.isspace():
            letters.append(letter)
        elif letters:
            yield reader.word(letters, place - len(letters))
            letters = []
    if letters:
        yield reader.word(letters, count - len(letters))


def view_of(page: Any) -> Matrix:
    """What leads from the document's own measure to the page as it is seen: turned, and down from its top."""
    left, bottom, right, top = page.get_bbox()
    views: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    return views[page.get_rotation()]


def moved(point: Point, matrix: Matrix) -> Point:
    """A place in the measure that a matrix leads to."""
    (x, y), (a, b, c, d, right, down) = point, matrix
    return a * x + c * y + right, b * x + d * y + down


def box_around(points: list[Point]) -> Box:
    """The least box that holds all of these points."""
    across, down = zip(*points, strict=True)
    return Box(min(across), min(down), max(across), max(down))


class _Reader:
    """Finds out where words stand and how they look."""

    def __init__(self, text: Any, view: Matrix):
        self._text = text
        self._view = view
        self._room = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()

    def letter(self, place: int) -> str:
        """A letter, or half of one that has two codes; what parts a word at its line's end is a hyphen."""
        code = raw.FPDFText_GetUnicode(self._text, place)
        if code >= _FIRST_LETTER or chr(code).isspace():
            return chr(code)
        return "-" if raw.FPDFText_IsHyphen(self._text, place) == 1 else _NAMELESS

    def word(self, letters: list[str], place: int) -> Word:
        """The word whose first letter has this place; its box is as high as all of its font."""
        first, last = self._corners(place), self._corners(place + len(letters) - 1)
        said = "".join(letters)
        said = FROM_THE_RIGHT.sub(lambda found: self._read_from_the_right(found, place), said)
        said = said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        raw.FPDFText_GetMatrix(self._text, place, ctypes.byref(self._matrix))
        made = self._matrix
        size = raw.FPDFText_GetFontSize(self._text, place) * math.hypot(made.c, made.d)
        origin, along = moved((0, 0), self._view), moved((made.a, made.b), self._view)
        is_level = abs(along[0] - origin[0]) >= abs(along[1] - origin[1])
        is_known = raw.FPDFText_HasUnicodeMapError(self._text, place) != 1
        return Word(unicodedata.normalize("NFC", said), box_around([*first, *last]), size, is_level, is_known)

    def _read_from_the_right(self, found: re.Match[str], place: int) -> str:
        """The library turns these into the order of reading, though not all: their places say which."""
        first, last = (self._corners(place + end)[0][0] for end in (found.start(), found.end() - 1))
        return found[0][::-1] if first < last else found[0]

    def _corners(self, place: int) -> tuple[Point, Point]:
        raw.FPDFText_GetLooseCharBox(self._text, place, ctypes.byref(self._room))
        room = self._room
        return moved((room.left, room.top), self._view), moved((room.right, room.bottom), self._view)
