"""What else is drawn on a PDF page: the straight lines that may rule a table, and pictures."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

from pypdfium2 import raw

from packformat.convert.limits import check
from packformat.convert.words import Matrix, Point, moved, view_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DEEPEST = 8
"""Forms inside one another that are looked into."""
_SHORTEST = 3
"""Points from which a line is one, and not a part of a picture or of a letter."""


class Stroke(NamedTuple):
    """A line along the width of a page, or else along its height: where it is, and from where to where."""

    is_level: bool
    at: float
    start: float
    end: float


class Drawn(NamedTuple):
    """The lines of a page, and how many pictures it has."""

    strokes: list[Stroke]
    pictures: int


def drawn_on(page: Any) -> Drawn:
    """Lines and pictures of a page and of the forms on it; raises E_CONVERT_LARGE for too many."""
    strokes: list[Stroke] = []
    pictures = 0
    for number, (found, matrix) in enumerate(_found_on(page)):
        check("drawn-page", number + len(strokes))
        kind = raw.FPDFPageObj_GetType(found)
        if kind == raw.FPDF_PAGEOBJ_PATH and _is_seen(found):
            strokes.extend(_strokes(found, matrix))
        pictures += kind == raw.FPDF_PAGEOBJ_IMAGE
    return Drawn(strokes, pictures)


def _found_on(page: Any) -> Iterator[tuple[Any, Matrix]]:
    count = raw.FPDFPage_CountObjects(page)
    check("drawn-page", count)
    tops = (raw.FPDFPage_GetObject(page, number) for number in range(count))
    return _with_those_inside(tops, view_of(page), 1)


def _with_those_inside(found: Iterable[Any], outer: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    """Everything that is drawn, with what leads from its own measure to the page."""
    for one in found:
        matrix = _joined(_matrix_of(one), outer)
        yield one, matrix
        if depth < _DEEPEST and raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(one)
            inner = (raw.FPDFFormObj_GetObject(one, number) for number in range(count))
            yield from _with_those_inside(inner, matrix, depth + 1)


def _matrix_of(found: Any) -> Matrix:
    made = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(found, ctypes.byref(made))
    return made.a, made.b, made.c, made.d, made.e, made.f


def _joined(inner: Matrix, outer: Matrix) -> Matrix:
    """One matrix that leads where these lead one after the other."""
    origin = moved((inner[4], inner[5]), outer)
    x = moved((inner[0] + inner[4], inner[1] + inner[5]), outer)
    y = moved((inner[2] + inner[4], inner[3] + inner[5]), outer)
    return (x[0] - origin[0], x[1] - origin[1], y[0] - origin[0], y[1] - origin[1], *origin)


def _is_seen(path: Any) -> bool:
    """Whether a path is filled or drawn along, and not only the edge of what is shown."""
    fill, is_drawn = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(is_drawn))
    return bool(fill.value or is_drawn.value)


def _strokes(path: Any, matrix: Matrix) -> Iterator[Stroke]:
    """The straight lines of a path that lead along one side of the page."""
    first = last = (0.0, 0.0)
    count = raw.FPDFPath_CountSegments(path)
    check("drawn-page", count)
    for number in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, number)
        point = moved(_end_of(segment), matrix)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _stroke(last, point)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _stroke(point, first)
        last = point


def _end_of(segment: Any) -> Point:
    x, y = ctypes.c_float(), ctypes.c_float()
    raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
    return x.value, y.value


def _stroke(one: Point, other: Point) -> Iterator[Stroke]:
    for along, is_level in ((0, True), (1, False)):
        aside = 1 - along
        start, end = sorted((one[along], other[along]))
        if abs(one[aside] - other[aside]) < 1 and end - start >= _SHORTEST:
            yield Stroke(is_level, (one[aside] + other[aside]) / 2, start, end)
