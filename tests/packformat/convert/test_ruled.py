"""What lies between lines is a cell, and where a line is missing two cells are one."""

from itertools import pairwise

from packformat.convert.ruled import ruled_by
from packformat.convert.strokes import Stroke


def across(at: float, start: float, end: float) -> Stroke:
    return Stroke(is_level=True, at=at, start=start, end=end)


def down(at: float, start: float, end: float) -> Stroke:
    return Stroke(is_level=False, at=at, start=start, end=end)


def grid(xs: list[float], ys: list[float]) -> list[Stroke]:
    """Every line of a table, as long as the table."""
    level = [across(at, xs[0], xs[-1]) for at in ys]
    return [*level, *(down(at, ys[0], ys[-1]) for at in xs)]


def test_cells_are_found_by_their_places() -> None:
    [table] = ruled_by(grid([0, 50, 100], [0, 20, 40]))
    assert table.box == (0, 0, 100, 40)
    assert [table.cell_at(point) for point in ((10, 10), (60, 10), (10, 30), (100, 40))] == [
        (0, 0), (0, 1), (1, 0), (1, 1),
    ]  # fmt: skip
    assert not table.is_merged


def test_short_pieces_of_lines_that_nearly_meet_are_one_line() -> None:
    pieces = [
        Stroke(line.is_level, line.at + shift, start + 1, end)
        for line, shift in zip(grid([0, 50, 100], [0, 20, 40]), (0, 1, 2, 0, 1, 2), strict=True)
        for start, end in pairwise([line.start, (line.start + line.end) / 2, line.end])
    ]
    [table] = ruled_by([*pieces, *pieces])
    assert (len(table.across), len(table.down)) == (3, 3)
    assert not table.is_merged


def test_a_missing_line_makes_one_cell_of_two() -> None:
    lines = grid([0, 50, 100], [0, 20, 40])
    [wide] = ruled_by([*lines[:4], down(50, 0, 20), lines[5]])
    assert wide.is_merged
    assert wide.cell_at((60, 30)) == (1, 0)
    [high] = ruled_by([lines[0], across(20, 50, 100), *lines[2:]])
    assert high.cell_at((10, 30)) == (0, 0)


def test_tables_apart_come_from_the_top() -> None:
    upper, lower = grid([0, 50, 100], [0, 20]), grid([0, 50, 100], [100, 120])
    assert [table.box.top for table in ruled_by([*lower, *upper])] == [0, 100]


def test_a_line_that_meets_two_groups_joins_them() -> None:
    left, right = grid([0, 50], [0, 20]), grid([50, 100], [20, 40])
    assert len(ruled_by([*left, *right])) == 1


def test_a_frame_and_a_column_are_no_table() -> None:
    assert ruled_by(grid([0, 100], [0, 20, 40])) == []
    assert ruled_by([across(0, 0, 100), *(down(at, 0, 40) for at in (0, 50, 100))]) == []
    comb = [across(0, 0, 100), across(40, 0, 100)]
    assert ruled_by([*comb, down(0, 0, 40), down(50, 0, 2), down(100, 0, 40)]) == []


def test_thousands_of_lines_are_a_drawing() -> None:
    many = [float(4 * number) for number in range(450)]
    assert ruled_by(grid(many, many)) == []
