"""Slides come through one by one, with the numbers behind their charts."""

import io
import re
from typing import Any

import pytest
from PIL import Image
from pptx.chart.data import XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.util import Inches

from packformat.convert.slides import convert
from packformat.errors import AuthorError
from tests.support.documents import GRIDS, add_chart, repacked, slides, tables_of

MATHS = b'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

BOX = (Inches(1), Inches(1), Inches(4), Inches(2))
TITLE_AND_CONTENT, TITLE_ONLY, BLANK = 1, 5, 6


def losses(data: bytes) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in convert(data).losses]


def add_table(slide: Any, rows: list[list[str]]) -> Any:
    table = slide.shapes.add_table(len(rows), len(rows[0]), *BOX).table
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    return table


def test_titles_lists_groups_and_notes_come_through() -> None:
    def write(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_CONTENT])
        slide.shapes.title.text = "Close | May"
        frame = slide.placeholders[1].text_frame
        frame.text = "First"
        frame.add_paragraph().text = "Deeper"
        frame.paragraphs[1].level = 1
        frame.add_paragraph()
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(*BOX).text_frame.text = "1. alone"
        slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *BOX)
        slide.notes_slide.notes_text_frame.text = "Say it *slowly*"
        deck.slides.add_slide(deck.slide_layouts[BLANK]).notes_slide.notes_text_frame.text = " "

    converted = convert(slides(write))
    assert converted.markdown == (
        "## Slide 1: Close | May\n\n- First\n  - Deeper\n\n1\\. alone\n\n"
        "Notes:\n\nSay it \\*slowly\\*\n\n## Slide 2\n"
    )
    assert converted.losses == ()


@pytest.mark.parametrize("name", GRIDS)
def test_every_cell_of_the_golden_tables_is_right(name: str) -> None:
    data = slides(lambda deck: add_table(deck.slides.add_slide(deck.slide_layouts[BLANK]), GRIDS[name]))
    assert tables_of(convert(data).markdown) == [GRIDS[name]]


def test_merged_cells_are_told() -> None:
    def write(deck: Any) -> None:
        table = add_table(
            deck.slides.add_slide(deck.slide_layouts[BLANK]), [["a", "b", "c"], ["d", "e", "f"]]
        )
        table.cell(0, 1).merge(table.cell(1, 2))

    data = slides(write)
    assert losses(data) == [("merged-cells", "slide 1", "B1:C2")]
    assert tables_of(convert(data).markdown)[0][1] == ["d", "", ""]


def test_the_numbers_of_a_chart_are_a_table() -> None:
    def write(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[BLANK])
        add_chart(slide, ["Jan", "Feb", "Mar"], [1, None, 2.5])
        chart = slide.shapes[0].chart
        chart.has_title = True
        chart.chart_title.text_frame.text = "Paid"
        points = XyChartData()
        series = points.add_series("Speed")
        series.add_data_point(1, 2)
        untitled = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, *BOX, points).chart
        untitled.has_title = False

    data = slides(write)
    assert tables_of(convert(data).markdown) == [
        [["", "Paid"], ["Jan", "1"], ["Feb", ""], ["Mar", "2.5"]],
        [["", "Speed"], ["", "2"]],
    ]
    assert losses(data) == [("chart", "slide 1", ": Paid"), ("chart", "slide 1", "")]


def test_pictures_objects_comments_and_hidden_slides_are_told() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    def write(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        slide.element.set("show", "0")
        for about in ("A map", ""):
            shape = slide.shapes.add_picture(picture, *BOX[:2])
            shape._element.nvPicPr.cNvPr.set("descr", about)
        slide.shapes.add_ole_object(io.BytesIO(b"x"), "Package", *BOX[:2])

    data = repacked(slides(write), lambda parts: parts.update({"ppt/comments/comment1.xml": b"<cmLst/>"}))
    assert losses(data) == [
        ("hidden", "slide 1", "the slide"),
        ("picture", "slide 1", ": A map"),
        ("picture", "slide 1", ""),
        ("drawing", "slide 1", "`Object 4`"),
        ("comment", "", "comments on 1 slides"),
    ]


def test_a_presentation_without_slides_is_empty() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(slides(lambda _: None))
    assert caught.value.code == "E_CONVERT_EMPTY"


def test_a_package_without_a_presentation_is_broken() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(repacked(slides(lambda _: None), lambda parts: parts.pop("ppt/presentation.xml")))
    assert caught.value.code == "E_CONVERT_BROKEN"


def test_what_is_stored_in_several_ways_is_read_in_the_first_of_them() -> None:
    def write(deck: Any) -> None:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.placeholders[1].text = "Energy is"

    def change(parts: dict[str, bytes]) -> None:
        name = "ppt/slides/slide1.xml"
        shapes = re.findall(rb"<p:sp>.*?</p:sp>", parts[name], re.DOTALL)
        several = b"<mc:AlternateContent %s><mc:Choice Requires='a14'>%s</mc:Choice>" % (
            b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
            shapes[1].replace(b"</a:p>", b"<m:oMath %s/></a:p>" % MATHS),
        )
        parts[name] = parts[name].replace(
            shapes[1], several + b"<mc:Fallback>%s</mc:Fallback></mc:AlternateContent>" % shapes[1]
        )

    converted = convert(repacked(slides(write), change))
    assert converted.markdown == "## Slide 1\n\nEnergy is\n"
    assert [(loss.kind, loss.place, loss.detail) for loss in converted.losses] == [
        ("equation", "slide 1", "1 in all")
    ]
