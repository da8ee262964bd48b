"""Workbooks come through sheet by sheet, and what is hidden or drawn in them is told."""

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as Drawing
from PIL import Image

from packformat.convert.workbook import convert
from packformat.errors import AuthorError
from tests.support.documents import repacked, saved, tables_of, workbook


def losses(data: bytes) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in convert(data).losses]


def test_each_sheet_stands_under_its_name() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Bank | USD"
    book.active.append(["a", 1])
    book.create_sheet("Empty")
    book.create_sheet("Ledger").append(["b", 2])
    text = convert(saved(book.save)).markdown
    assert [line for line in text.split("\n") if line.startswith("##")] == ["## Bank | USD", "## Ledger"]
    assert tables_of(text) == [[["a", "1"]], [["b", "2"]]]


def test_what_is_hidden_is_kept_and_told() -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    hidden = book.create_sheet("Salaries")
    hidden.append(["Ada", 100])
    hidden.sheet_state = "hidden"
    hidden.row_dimensions[1].hidden = True
    hidden.column_dimensions["B"].hidden = True
    data = saved(book.save)
    assert "Ada" in convert(data).markdown
    assert losses(data) == [
        ("hidden", "Salaries", "the sheet"),
        ("hidden", "Salaries", "row 1"),
        ("hidden", "Salaries", "column B"),
    ]


def test_pictures_charts_and_pivot_tables_are_told() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["m", "v"], ["Jan", 1], ["Feb", 2]):
        sheet.append(row)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=2, max_row=3))
    sheet.add_chart(chart, "E5")
    sheet.add_image(Drawing(picture), "E1")
    book.create_chartsheet("Trend").add_chart(BarChart())
    data = repacked(
        saved(book.save),
        lambda parts: parts.update({"xl/pivotTables/pivotTable1.xml": b"<pivotTableDefinition/>"}),
    )
    assert losses(data) == [
        ("picture", "Sheet", ""),
        ("chart", "Sheet", ""),
        ("chart", "Trend", ""),
        ("drawing", "", "the machinery of a pivot table"),
    ]


def test_a_workbook_without_values_is_empty() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(workbook(lambda _: None))
    assert caught.value.code == "E_CONVERT_EMPTY"


def test_a_package_without_a_workbook_is_broken() -> None:
    def change(parts: dict[str, bytes]) -> Any:
        return parts.pop("xl/workbook.xml")

    with pytest.raises(AuthorError) as caught:
        convert(repacked(workbook(lambda sheet: sheet.append([1])), change))
    assert caught.value.code == "E_CONVERT_BROKEN"
