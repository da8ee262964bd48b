"""Spans are resolved, and no table grows beyond bounds."""

import pytest

from packformat.convert.grid import Grid, area_of, cell_name, grid_of
from packformat.convert.htmltree import Node, parse_html
from packformat.convert.limits import LIMITS
from packformat.errors import AuthorError


def read(page: str) -> Grid:
    (table,) = parse_html(page).elements()
    return grid_of(table, Node.text)


def test_values_stand_in_their_own_columns_beside_spans() -> None:
    page = "<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td colspan=x>e<td colspan=0>f</table>"
    assert read(page) == Grid([["a", "b", ""], ["", "c", "d"], ["e", "f", ""]], ["A1:A2", "B1:C1"], 0)


def test_rows_of_the_head_are_counted_from_the_top() -> None:
    page = "<table><caption>x<thead><tr><th>a<tr><th>b<tbody><tr><td>c<thead><tr><td>d</table>"
    assert read(page).header_rows == 2


def test_a_span_ends_with_its_table() -> None:
    assert read("<table><tr><td rowspan=9>a</table>") == Grid([["a"]], [], 0)


def test_a_table_without_cells_has_no_rows() -> None:
    assert read("<table><tr></tr></table>").rows == []


@pytest.mark.parametrize("page", [
    "<table>" + "<tr><td colspan=2>" * 3,
    "<table><tr>" + "<td>" * 3 + "<tr><td>" * 2,
])  # fmt: skip
def test_a_table_that_spans_without_end_is_refused(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "cells", LIMITS["cells"]._replace(most=5))
    with pytest.raises(AuthorError) as caught:
        read(page)
    assert caught.value.code == "E_CONVERT_LARGE"


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((9, 25), "Z10"), ((0, 26), "AA1"), ((0, 16383), "XFD1")]
)
def test_cells_are_named_as_in_spreadsheets(place: tuple[int, int], name: str) -> None:
    assert cell_name(*place) == name


@pytest.mark.parametrize(
    ("area", "cells"),
    [("A1", 1), ("$B$2:$C$4", 6), ("C4:B2", 6), ("A:B", 2 * 1_048_576), ("2:3", 2 * 16_384), ("no area", 0)],
)
def test_an_area_has_as_many_cells_as_it_spans(area: str, cells: int) -> None:
    assert area_of(area) == cells
