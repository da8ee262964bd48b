"""Tables come back from Markdown as the values they were written from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.convert import markdown
from packformat.convert.tables import tables_of
from tests.support.documents import GRIDS

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12)


def written(rows: list[list[str]]) -> str:
    return markdown.table([[markdown.cell(markdown.escape(cell)) for cell in row] for row in rows])


@pytest.mark.parametrize("name", GRIDS)
def test_the_golden_tables_come_back(name: str) -> None:
    assert list(tables_of(f"before\n\n{written(GRIDS[name])}\n\nafter\n")) == [GRIDS[name]]


@given(st.lists(st.lists(LINE, min_size=2, max_size=2), min_size=1, max_size=4))
def test_any_table_comes_back(rows: list[list[str]]) -> None:
    assert list(tables_of(written(rows) + "\n")) == [rows]


def test_several_tables_are_told_apart_and_links_are_their_text() -> None:
    text = "| a |\n| --- |\n| [site](https://x.org) |\n\n| b |\n| --- |\n"
    assert list(tables_of(text)) == [[["a"], ["site"]], [["b"]]]
    assert list(tables_of("no table\n")) == []
