"""What is written as Markdown is read back as what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.convert import markdown
from tests.support.documents import GRIDS, PARSER, plain, tables_of

LINE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.just(" "), max_size=30)


def read(text: str) -> str:
    (inline,) = [token for token in PARSER.parse(text) if token.type == "inline"]
    return plain(inline)


@given(st.lists(LINE, min_size=1, max_size=4))
def test_a_paragraph_reads_as_the_text_it_was_made_of(lines: list[str]) -> None:
    text = "\n".join(line for line in markdown.tidy("\n".join(lines)).split("\n") if line)
    written = markdown.paragraph(markdown.escape(text))
    tokens = PARSER.parse(written)
    assert [token.type for token in tokens] == (
        ["paragraph_open", "inline", "paragraph_close"] if text else []
    )
    assert not text or read(written) == text


@given(LINE)
def test_a_heading_reads_as_the_text_it_was_made_of(line: str) -> None:
    text = " ".join(line.split())
    tokens = PARSER.parse(markdown.heading(2, markdown.escape(text)))
    assert tokens[0].tag == "h2"
    assert plain(tokens[1]) == text


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(LINE, min_size=width, max_size=width), min_size=1, max_size=4)
    )
)
def test_a_table_reads_as_the_cells_it_was_made_of(rows: list[list[str]]) -> None:
    wanted = [[markdown.tidy(cell) for cell in row] for row in rows]
    written = markdown.table([[markdown.cell(markdown.escape(cell)) for cell in row] for row in rows])
    assert tables_of(written) == [wanted]


@pytest.mark.parametrize("name", GRIDS)
def test_the_cells_of_the_golden_tables_come_back(name: str) -> None:
    rows = GRIDS[name]
    written = markdown.table([[markdown.cell(markdown.escape(cell)) for cell in row] for row in rows])
    assert tables_of(written) == [rows]


def test_short_rows_are_filled_up() -> None:
    assert tables_of(markdown.table([["a", "b"], ["c"]])) == [[["a", "b"], ["c", ""]]]


@pytest.mark.parametrize("text", ["x", "a`b", "`a", "``", "a``b`"])
def test_code_holds_any_backticks(text: str) -> None:
    assert read(markdown.code(text)) == text


def test_a_code_block_holds_any_backticks() -> None:
    (token,) = PARSER.parse(markdown.code_block("a\n```\nb"))
    assert token.content == "a\n```\nb\n"


def test_a_list_keeps_what_is_inside_its_items() -> None:
    written = markdown.list_block(["one\n- inner", "two\n\nmore"], ordered=True, start=3)
    assert written == "3. one\n   - inner\n4. two\n\n   more"


@pytest.mark.parametrize(("level", "mark"), [(0, "# "), (3, "### "), (9, "###### ")])
def test_a_heading_has_one_of_six_levels(level: int, mark: str) -> None:
    assert markdown.heading(level, "T") == f"{mark}T"


def test_a_heading_may_end_in_sharps() -> None:
    assert plain(PARSER.parse(markdown.heading(1, "C #"))[1]) == "C #"


def test_nothing_is_not_made_bold() -> None:
    assert (markdown.strong(""), markdown.strong("a")) == ("", "**a**")
