"""Every value of a sheet stands in the right cell, as the sheet shows it."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from packformat.convert import grid, markdown, sheet
from packformat.convert.workbook import convert
from tests.support.documents import GRIDS, repacked, tables_of, workbook

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12).filter(
    lambda text: not text.startswith(("=", "#"))
)
VALUE = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXT


def made(*rows: list[Any]) -> bytes:
    def write(page: Any) -> None:
        for row in rows:
            page.append(row)

    return workbook(write)


def losses(data: bytes) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in convert(data).losses]


def cached(data: bytes, formula: str, result: str) -> bytes:
    """The workbook as Excel saves it: with the formula's result beside it."""

    def change(parts: dict[str, bytes]) -> None:
        page = parts["xl/worksheets/sheet1.xml"].decode()
        assert (
            f"<f>{formula}</f><v></v>" in page
            or f"<f>{formula}</f><v/>" in page
            or f"<f>{formula}</f><v />" in page
        )
        for empty in ("<v></v>", "<v/>", "<v />"):
            page = page.replace(f"<f>{formula}</f>{empty}", f"<f>{formula}</f><v>{result}</v>")
        parts["xl/worksheets/sheet1.xml"] = page.encode()

    return repacked(data, change)


@pytest.mark.parametrize(
    "name", [name for name in GRIDS if name not in ("one row", "lines", "blanks", "dashes")]
)
def test_every_cell_of_the_golden_tables_is_right(name: str) -> None:
    data = made(*GRIDS[name])
    assert tables_of(convert(data).markdown) == [GRIDS[name]]
    assert losses(data) == []


def test_line_breaks_in_cells_are_kept() -> None:
    assert tables_of(convert(made(["a", "b", " "], ["one\ntwo", "# x"])).markdown) == [
        [["a", "b"], ["one\ntwo", "# x"]]
    ]


@settings(max_examples=20)
@given(st.lists(st.lists(VALUE, min_size=3, max_size=3).map(lambda row: [0, *row]), min_size=1, max_size=6))
def test_every_cell_of_any_table_is_right(rows: list[list[Any]]) -> None:
    (table,) = tables_of(convert(made(["w", "x", "y", "z"], *rows)).markdown)
    shown = {True: "TRUE", False: "FALSE", None: ""}
    wanted = [
        [
            shown[value] if value is None or isinstance(value, bool) else markdown.tidy(str(value))
            for value in row
        ]
        for row in rows
    ]
    assert table == [["w", "x", "y", "z"], *wanted]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (True, "General", "TRUE"),
        (0.1, "General", "0.1"),
        (1200.0, "#,##0.00", "1200"),
        (1.5e-7, "General", "0.00000015"),
        (10**15, "General", "1000000000000000"),
        (0.175, "0%", "17.5%"),
        (dt.date(2026, 3, 31), "yyyy-mm-dd", "2026-03-31"),
        (dt.datetime.fromisoformat("2026-03-31T09:30"), "yyyy-mm-dd hh:mm", "2026-03-31 09:30:00"),
        (dt.datetime.fromisoformat("2026-03-31"), "dd/mm/yy", "2026-03-31"),
        (dt.time(9, 30), "hh:mm", "09:30:00"),
    ],
)
def test_a_value_is_shown_exactly(value: Any, number_format: str, shown: str) -> None:
    def write(page: Any) -> None:
        page.append(["Value", "Kind"])
        page.append([value, "x"])
        page.cell(2, 1).number_format = number_format

    assert tables_of(convert(workbook(write)).markdown) == [[["Value", "Kind"], [shown, "x"]]]


def test_a_formula_shows_its_stored_result_and_stands_beneath() -> None:
    data = cached(made(["Item", "Sum"], ["a", "=1+1"]), "1+1", "2")
    text = convert(data).markdown
    assert tables_of(text) == [[["Item", "Sum"], ["a", "2"]]]
    assert "- B2: `=1+1`" in text
    assert losses(data) == []


def test_a_formula_without_a_result_stands_in_its_cell_and_is_told() -> None:
    data = made(["Item", "Sum"], ["a", "=1+1"])
    assert tables_of(convert(data).markdown) == [[["Item", "Sum"], ["a", "=1+1"]]]
    assert losses(data) == [("formula-without-value", "Sheet B2", "=1+1")]


def test_formulas_filled_down_are_one() -> None:
    data = made(["A", "B"], [1, "=A2*2"], [2, "=A3*2"], [3, "=A4*3"])
    assert "- B2 to B3: `=A2*2`\n- B4: `=A4*3`" in convert(data).markdown


def test_a_long_list_of_formulas_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "_MOST_FORMULAS", 1)
    assert convert(made(["A"], ["=1+1"], ["=7*2"])).markdown.endswith("- A2: `=1+1`\n- and 1 more\n")


def test_formulas_over_several_cells_are_told() -> None:
    def write(page: Any) -> None:
        page.append(["x", "y"])
        page["A2"] = ArrayFormula("A2:A3", "=B2:B3*2")
        page["B2"] = DataTableFormula(ref="B2:B3", dt2D=False, r1="A1")

    text = convert(workbook(write)).markdown
    assert "A2: `=B2:B3*2`" in text
    assert "B2: `=TABLE(B2:B3)`" in text


def test_an_error_in_a_cell_is_told() -> None:
    data = cached(made(["Item", "Share"], ["a", "=1/0"]), "1/0", "#DIV/0!")
    data = repacked(
        data,
        lambda parts: parts.update(
            {
                "xl/worksheets/sheet1.xml": parts["xl/worksheets/sheet1.xml"].replace(
                    b'r="B2"', b'r="B2" t="e"'
                )
            }
        ),
    )
    assert ("error-value", "Sheet B2", "#DIV/0!") in losses(data)


def test_links_and_notes_are_kept() -> None:
    def write(page: Any) -> None:
        page.append(["Where", "What"])
        page.append(["site", "inner"])
        page["A2"].hyperlink = "https://example.org/x"
        page["B2"].hyperlink = "file:///secret"
        page["A1"].comment = Comment("ask\nAda", "me")

    text = convert(workbook(write)).markdown
    assert "| [site](https://example.org/x) | inner |" in text
    assert text.endswith("Notes:\n\n- A1: ask Ada\n")


def test_titles_stand_above_their_table_and_tables_stand_apart() -> None:
    data = made(
        ["Trial balance"], [], ["Account", "Amount"], ["Cash", 1], [], ["Total", 1], [], ["Open items"],
        ["Who", "What"], ["Ada", "call"], [], ["Checked by nobody"],
    )  # fmt: skip
    text = convert(data).markdown
    assert text.startswith("## Sheet\n\nTrial balance\n\n| Account")
    assert tables_of(text) == [
        [["Account", "Amount"], ["Cash", "1"], ["", ""], ["Total", "1"]],
        [["Who", "What"], ["Ada", "call"]],
    ]
    assert "\n\nOpen items\n\n| Who" in text
    assert text.endswith("\n\nChecked by nobody\n")


def test_lines_of_text_alone_are_paragraphs() -> None:
    def write(page: Any) -> None:
        page["A1"], page["B2"] = "one", "two"

    assert convert(workbook(write)).markdown == "## Sheet\n\none\n\ntwo\n"


def test_a_single_number_is_a_table_of_its_own() -> None:
    assert convert(made([5], [6])).markdown == "## Sheet\n\n| 5 |\n| --- |\n| 6 |\n"


def test_merged_cells_of_tables_are_told_and_those_of_titles_are_not() -> None:
    def write(page: Any) -> None:
        for row in (["Title", None, None], ["a", "b", "c"], [1, None, 3], [4, None, 6]):
            page.append(row)
        page.merge_cells("A1:C1")
        page.merge_cells("A3:B3")

    assert losses(workbook(write)) == [("merged-cells", "Sheet", "A3:B3")]


def test_cells_far_apart_cost_nothing() -> None:
    def write(page: Any) -> None:
        page["A1"], page["C1"], page["A3"], page["XFD3"] = "w", "x", 1, 2

    assert tables_of(convert(workbook(write)).markdown) == [[["w", "x", ""], ["", "", ""], ["1", "", "2"]]]


def test_a_sheet_that_is_too_long_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_CELLS", 4)
    data = made(["a", "b"], [1, 2], [3, 4], [5, 6])
    assert tables_of(convert(data).markdown) == [[["a", "b"], ["1", "2"]]]
    assert losses(data) == [("rows-left-out", "Sheet", "2 rows")]
    assert grid.MOST_CELLS > 4
