"""Tables that lines rule on a PDF page: cells are what lies between lines, merged where one is missing."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from packformat.convert.words import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.convert.strokes import Stroke
    from packformat.convert.words import Point

_NEAR = 3.0
"""Points within which lines are one line, or meet."""
_MOST_MEETINGS = 200_000
"""Lines along times lines down: a table of 400 rows and 400 columns. What has more is a drawing."""

Place = tuple[int, int]


class Ruled(NamedTuple):
    """A table: where its lines are, and of each cell by row and column the one that it is merged into."""

    across: list[float]
    down: list[float]
    merged_into: dict[Place, Place]

    @property
    def box(self) -> Box:
        """The room inside its outer lines."""
        return Box(self.across[0], self.down[0], self.across[-1], self.down[-1])

    @property
    def is_merged(self) -> bool:
        """Whether any of its cells goes over more than one row or column."""
        return any(place != first for place, first in self.merged_into.items())

    def cell_at(self, point: Point) -> Place:
        """The cell in which a point inside the table lies."""
        row = min(bisect_right(self.down, point[1]), len(self.down) - 1) - 1
        column = min(bisect_right(self.across, point[0]), len(self.across) - 1) - 1
        return self.merged_into[max(row, 0), max(column, 0)]


def ruled_by(strokes: Iterable[Stroke]) -> list[Ruled]:
    """The tables of two columns or more that lines make, from the top of the page."""
    lines = list(strokes)
    level, upright = (_lines([line for line in lines if line.is_level is along]) for along in (True, False))
    if len(level) * len(upright) > _MOST_MEETINGS:
        return []
    tables = (_table(group) for group in _groups(level, upright))
    return sorted((table for table in tables if table), key=lambda table: table.box.top)


def _lines(strokes: list[Stroke]) -> list[Stroke]:
    """Lines of one direction; those that lie on one another, or go on where another ends, are one."""
    rows: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda stroke: stroke.at):
        if rows and stroke.at - rows[-1][0].at <= _NEAR:
            rows[-1].append(stroke)
        else:
            rows.append([stroke])
    return [line for row in rows for line in _joined(row)]


def _joined(row: list[Stroke]) -> Iterator[Stroke]:
    """What stands on one line, all of it at one place."""
    first, *rest = sorted(row, key=lambda stroke: stroke.start)
    joined = first._replace(at=row[0].at)
    for stroke in rest:
        if stroke.start <= joined.end + _NEAR:
            joined = joined._replace(end=max(joined.end, stroke.end))
        else:
            yield joined
            joined = stroke._replace(at=row[0].at)
    yield joined


def _groups(level: list[Stroke], upright: list[Stroke]) -> list[set[Stroke]]:
    """Lines that meet, or meet one that meets."""
    groups: list[set[Stroke]] = []
    for line in upright:
        group = {line, *(one for one in level if _meet(line, one))}
        apart = [other for other in groups if not group & other]
        groups = [*apart, group.union(*(other for other in groups if group & other))]
    return groups


def _meet(upright: Stroke, level: Stroke) -> bool:
    return _covers(level, upright.at) and _covers(upright, level.at)


def _covers(line: Stroke, place: float) -> bool:
    return line.start - _NEAR <= place <= line.end + _NEAR


def _table(lines: set[Stroke]) -> Ruled | None:
    """The cells between lines that meet; None where they part no columns."""
    across = sorted({line.at for line in lines if not line.is_level})
    down = sorted({line.at for line in lines if line.is_level})
    if len(across) <= 2 or len(down) <= 1:  # noqa: PLR2004 - two lines are the sides of one column
        return None
    walls = _parted(lines, down, is_level=False)
    floors = _parted(lines, across, is_level=True)
    merged_into: dict[Place, Place] = {}
    for row in range(len(down) - 1):
        for column in range(len(across) - 1):
            place = (row, column)
            if column and (across[column], row) not in walls:
                place = merged_into[row, column - 1]
            elif row and (down[row], column) not in floors:
                place = merged_into[row - 1, column]
            merged_into[row, column] = place
    table = Ruled(across, down, merged_into)
    return table if len(set(merged_into.values())) > 1 else None


def _parted(lines: set[Stroke], crossing: list[float], *, is_level: bool) -> set[tuple[float, int]]:
    """Where a line parts two cells: its place, and the number of the row or column that it runs along."""
    middles = [(start + end) / 2 for start, end in pairwise(crossing)]
    return {
        (line.at, number)
        for line in lines
        if line.is_level is is_level
        for number, middle in enumerate(middles)
        if line.start <= middle <= line.end
    }
