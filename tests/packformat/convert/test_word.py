"""Word documents come through with every cell right, and what does not come through is told."""

import io
from typing import Any

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from packformat.convert import markdown
from packformat.convert.result import Loss
from packformat.convert.word import convert
from packformat.errors import AuthorError
from tests.support.documents import GRIDS, repacked, tables_of, word, word_table

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from(" \n"), max_size=20
)


def losses(data: bytes) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in convert(data).losses]


@pytest.mark.parametrize("name", GRIDS)
def test_every_cell_of_the_golden_tables_is_right(name: str) -> None:
    converted = convert(word_table(GRIDS[name]))
    assert tables_of(converted.markdown) == [GRIDS[name]]
    assert converted.losses == ()


@pytest.mark.unmeasured
@settings(max_examples=10)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_cell_of_any_table_is_right(rows: list[list[str]]) -> None:
    wanted = [[markdown.tidy("\n".join(filter(str.strip, cell.split("\n")))) for cell in row] for row in rows]
    data = word_table([["first", "second", "third"], *rows])
    assert tables_of(convert(data).markdown)[0][1:] == wanted


def test_headings_lists_and_emphasis_come_through() -> None:
    def write(document: Any) -> None:
        document.add_heading("Closing the month", 0)
        document.add_heading("Steps", 1)
        document.add_paragraph("Bank", style="List Bullet")
        document.add_paragraph("Ledger", style="List Bullet")
        document.add_paragraph("First", style="List Number")
        paragraph = document.add_paragraph("Never ")
        paragraph.add_run("skip ").bold = True
        paragraph.add_run("this").italic = True
        document.add_paragraph("Said so", style="Quote")

    assert convert(word(write)).markdown == (
        "# Closing the month\n\n# Steps\n\n- Bank\n- Ledger\n\n1. First\n\nNever **skip** *this*\n\n"
        "> Said so\n"
    )


def test_merged_cells_and_header_rows_are_told_with_their_place() -> None:
    def write(document: Any) -> None:
        document.add_table(1, 1).cell(0, 0).text = "x"
        table = document.add_table(3, 3)
        for row in (0, 1):
            table.rows[row]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
        table.cell(0, 1).merge(table.cell(0, 2)).text = "Wide"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "High"
        table.cell(2, 2).text = "last"

    data = word(write)
    assert tables_of(convert(data).markdown)[1] == [["", "Wide", ""], ["High", "", ""], ["", "", "last"]]
    assert losses(data) == [
        ("merged-cells", "table 2", "B1:C1"),
        ("merged-cells", "table 2", "A2:A3"),
        ("header-rows", "table 2", "2"),
    ]


def test_a_table_in_a_cell_is_text_there_and_told() -> None:
    def write(document: Any) -> None:
        cell = document.add_table(1, 2).cell(0, 0)
        cell.text = "outer"
        inner = cell.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"

    data = word(write)
    assert tables_of(convert(data).markdown) == [[["outer\na, b", ""]]]
    assert losses(data) == [("nested-table", "table 1", "")]


def test_what_word_shows_beyond_the_text_is_told() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")

    def write(document: Any) -> None:
        paragraph = document.add_paragraph("Text")
        document.add_picture(picture)
        document.add_comment(paragraph.runs, text="Really?")
        document.sections[0].header.paragraphs[0].text = "Confidential"
        gone = f'<w:del {nsdecls("w")} w:id="9"><w:r><w:delText>old</w:delText></w:r></w:del>'
        paragraph._p.append(parse_xml(gone))
        paragraph._p.append(parse_xml(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>x</m:t></m:r></m:oMath>'))

    assert losses(word(write)) == [
        ("picture", "", ""),
        ("comment", "", "1 comments"),
        ("deleted-text", "", "1 places"),
        ("equation", "", "1 in all"),
        ("page-header", "", "1 in all"),
    ]


def test_charts_are_counted() -> None:
    chart = '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>'

    def write(document: Any) -> None:
        run = document.add_paragraph().add_run("See")
        run._r.append(parse_xml(f"<w:drawing {nsdecls('w')}>{chart}</w:drawing>"))

    assert convert(word(write)).losses == (Loss("chart", "", " (1 charts)"),)


def test_links_lead_out_and_not_within() -> None:
    def write(document: Any) -> None:
        relation = document.part.relate_to(
            "https://example.org/a b",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}"><w:r><w:t>site</w:t></w:r></w:hyperlink>'
        within = f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
        paragraph = document.add_paragraph()
        paragraph._p.append(parse_xml(link))
        paragraph._p.append(parse_xml(within))

    assert convert(word(write)).markdown == "[site](https://example.org/a%20b)there\n"


def test_a_document_without_text_is_empty() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(word(lambda _: None))
    assert caught.value.code == "E_CONVERT_EMPTY"


def test_a_package_without_a_document_is_broken() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(repacked(word(lambda _: None), lambda parts: parts.pop("word/document.xml")))
    assert caught.value.code == "E_CONVERT_BROKEN"


def test_lists_that_are_deeper_by_their_style_are() -> None:
    def write(document: Any) -> None:
        for style in ("List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet", "List Number 2"):
            document.add_paragraph(style, style=style)

    assert convert(word(write)).markdown == (
        "- List Bullet\n  - List Bullet 2\n    - List Bullet 3\n- List Bullet\n  1. List Number 2\n"
    )
