"""Each cell of a sheet is read once, with what it shows and how, and no more than there is room for."""

import datetime as dt

import pytest

from packformat.convert.cells import Cell, Cells, Format, Room, Shared

PLAIN, DATE, DURATION = (
    Format(code, "y" in code, "[h]" in code) for code in ("General", "yyyy", "[h]:mm yy")
)
SHARED = Shared(["first", "second"], [PLAIN, DATE, DURATION].__getitem__, dt.datetime(1899, 12, 30))  # noqa: DTZ001 - cells have no zone
ROOM = Room(100, 1000)


def read(rows: str, room: Room = ROOM) -> Cells:
    part = f'<x:worksheet xmlns:x="a" xmlns="a"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
    return Cells(part.encode(), SHARED, room)


def only(cell: str) -> Cell:
    (found,) = read(f"<row>{cell}</row>").at.values()
    return found


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>7</v></c>", 7),
        ("<c><v>7.5</v></c>", 7.5),
        ("<c><v>2E3</v></c>", 2000.0),
        ('<c t="s"><v>1</v></c>', "second"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="str"><v>a</v></c>', "a"),
        ('<c t="d"><v>2026-03-31</v></c>', dt.date(2026, 3, 31)),
        ('<c s="1"><v>46112</v></c>', dt.datetime(2026, 3, 31)),  # noqa: DTZ001 - cells have no zone
        ('<c s="2"><v>1.5</v></c>', dt.timedelta(hours=36)),
        ('<c t="inlineStr"><is><t>a</t><r><t>b</t></r><rPh><t>aloud</t></rPh></is></c>', "ab"),
    ],
)
def test_a_value_is_what_its_kind_and_format_say(cell: str, value: object) -> None:
    assert only(cell).value == value
    assert not only(cell).is_error


def test_an_error_and_a_date_that_is_none_are_errors() -> None:
    assert only('<c t="e"><v>#REF!</v></c>') == Cell("#REF!", "", "General", is_error=True)
    assert only('<c s="1"><v>1e300</v></c>') == Cell("#VALUE!", "", "yyyy", is_error=True)
    assert only('<c t="str"><f>A2</f><v>#N/A</v></c>') == Cell("#N/A", "=A2", "General", is_error=True)


def test_a_formula_stands_beside_its_result() -> None:
    assert only("<c><f>A2*2</f><v>4</v></c>") == Cell(4, "=A2*2", "General", is_error=False)
    assert only("<c><f>A2*2</f></c>").value is None
    assert only('<c><f t="dataTable" ref="B2:B3"/><v>1</v></c>').formula == "=TABLE(B2:B3)"
    assert only('<c t="str"><v>=A2</v></c>').formula == "=A2"
    assert only("<c><f/><v>1</v></c>").formula == ""


def test_a_shared_formula_is_told_of_each_cell_that_has_it() -> None:
    cells = read(
        '<row r="2"><c r="B2"><f t="shared" si="0">A2*$A$1</f></c></row>'
        '<row r="3"><c r="B3"><f t="shared" si="0"/></c></row>'
    )
    assert [cell.formula for cell in cells.at.values()] == ["=A2*$A$1", "=A3*$A$1"]


def test_cells_that_do_not_say_where_they_are_follow_each_other() -> None:
    cells = read(
        "<row><c><v>1</v></c><c/><c><v>2</v></c></row>"
        '<row r="5.0"><c r="AB5"><v>3</v></c><c><v>4</v></c></row>'
    )
    assert {place: cell.value for place, cell in cells.at.items()} == {
        (1, 1): 1, (1, 3): 2, (5, 28): 3, (5, 29): 4,
    }  # fmt: skip


def test_rows_that_are_hidden_are_told() -> None:
    assert read('<row hidden="1"/><row hidden="0"/><row/><row r="9" hidden="true"/>').hidden_rows == [1, 9]


@pytest.mark.parametrize(
    ("room", "kept", "cut", "taken"),
    [(Room(4, 24), 4, 0, 24), (Room(2, 24), 2, 2, 12), (Room(4, 16), 3, 1, 18), (Room(0, 0), 0, 4, 0)],
)
def test_each_row_takes_room_and_so_does_each_cell(room: Room, kept: int, cut: int, taken: int) -> None:
    cells = read('<row><c><v>1</v></c><c t="inlineStr"><is><t>a</t></is></c></row>' * 4, room)
    assert (len(cells.at), cells.cut, cells.taken) == (2 * kept, cut, taken)
