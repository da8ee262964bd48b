"""A page reads in its order; what is a picture or locked is said to be that."""

import io
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from packformat.convert.pdf import convert
from packformat.errors import AuthorError
from tests.packformat.convert.test_words import NAMELESS
from tests.support.documents import drawn_pdf, pdf, tables_of
from tests.support.pdfs import page

ROWS = [["Account", "Amount | USD", "Note"], ["0012", "1,250.00", ""], ["Cash*", "-3", "two words"]]


def losses(data: bytes) -> list[tuple[str, str, str]]:
    return [(loss.kind, loss.place, loss.detail) for loss in convert(data).losses]


def picture(canvas: Any) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40))), 100, 100)


def test_headings_paragraphs_lists_and_tables_stand_in_their_order() -> None:
    long = (
        "The bank statement is compared with the ledger line by line, and what differs is written down. " * 3
    )
    data = pdf(
        ("Title", "Month end"), ("Normal", long), ("Heading2", "Steps"), ("Normal", "\u2022 Bank"),
        ("Normal", "\u2022 Ledger"), ("Normal", "1. First"), ROWS, ("Normal", "After * the table"),
        None, ("Normal", "Second page"),
    )  # fmt: skip
    text = convert(data).markdown
    assert text.startswith(
        f"# Month end\n\n{long.strip()}\n\n## Steps\n\n- Bank\n\n- Ledger\n\n1. First\n\n| Account"
    )
    assert text.endswith("\n\nAfter * the table\n\nSecond page\n")
    assert tables_of(text) == [ROWS]
    assert losses(data) == []


def test_a_smaller_heading_is_one_of_the_third_level() -> None:
    data = pdf(("Normal", "text " * 60), ("Heading3", "Small"), ("Normal", "text"))
    assert "\n\n### Small\n\n" in convert(data).markdown


def test_merged_cells_are_told() -> None:
    def draw(canvas: Any) -> None:
        canvas.grid([100, 200, 300], [700, 720])
        canvas.rect(100, 680, 200, 20)
        canvas.drawString(110, 705, "a")
        canvas.drawString(110, 685, "wide")

    assert losses(drawn_pdf(draw)) == [("merged-cells", "page 1", "of a table")]


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    def draw(canvas: Any) -> None:
        for line in range(12):
            canvas.drawString(60, 700 - 14 * line, f"left line {line} of the text")
            canvas.drawString(330, 700 - 14 * line, f"right line {line} of the text")
        canvas.grid([60, 160, 260], [100, 120])
        canvas.drawString(65, 105, "x")
        canvas.drawString(165, 105, "y")

    data = drawn_pdf(draw)
    text = convert(data).markdown
    assert text.index("left line 11") < text.index("right line 0")
    assert tables_of(text) == [[["x", "y"]]]
    assert losses(data) == [("columns", "page 1", "")]


def test_pictures_and_pages_without_text_are_told() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(100, 700, "Text")
        picture(canvas)
        canvas.showPage()
        picture(canvas)
        canvas.showPage()
        canvas.showPage()

    assert losses(drawn_pdf(draw)) == [("picture", "page 1", ""), ("page-without-text", "page 2", "")]


def test_a_scan_is_said_to_be_one() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(drawn_pdf(picture))
    assert caught.value.code == "E_CONVERT_SCANNED"
    assert "OCR" in caught.value.hint


def test_forms_and_files_inside_are_told() -> None:
    def draw(canvas: Any) -> None:
        canvas.drawString(100, 700, "Text")
        canvas.acroForm.textfield(name="iban", x=100, y=600)

    with_form = drawn_pdf(draw)
    assert losses(with_form) == [("form", "", "the document has a form")]
    names = b"/Names << /EmbeddedFiles << /Names [(a) << /F (a) >>] >> >> /AcroForm"
    assert ("attachment", "", "inside the document") in losses(with_form.replace(b"/AcroForm", names, 1))


def test_a_locked_document_is_said_to_be_locked() -> None:
    with pytest.raises(AuthorError) as caught:
        convert(pdf(("Normal", "secret"), encrypt="password"))
    assert caught.value.code == "E_CONVERT_PASSWORD"


DAMAGED = [
    b"%PDF-1.7\n",
    b"%PDF-1.7\ntrailer << /Root 1 0 R >>\n%%EOF",
    pdf(("Normal", "a"))[:-900],
    pdf(("Normal", "a")).replace(b"/Type /Page\n", b"/Type /Fish\n"),
]


@pytest.mark.parametrize("data", DAMAGED)
def test_a_damaged_document_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(AuthorError) as caught:
        convert(data)
    assert caught.value.code in ("E_CONVERT_BROKEN", "E_CONVERT_SCANNED")


def test_objects_that_contain_themselves_are_refused_in_bounds() -> None:
    parts = [
        b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n",
        b"2 0 obj << /Type /Pages /Kids [2 0 R] /Count 1 >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF",
    ]
    with pytest.raises(AuthorError) as caught:
        convert(b"".join(parts))
    assert caught.value.code in ("E_CONVERT_BROKEN", "E_CONVERT_SCANNED")
    nested = b"[" * 20_000
    with pytest.raises(AuthorError) as caught:
        convert(
            io.BytesIO(
                parts[0] + b"2 0 obj " + nested + b" endobj\ntrailer << /Root 1 0 R >>\n%%EOF"
            ).getvalue()
        )
    assert caught.value.code in ("E_CONVERT_BROKEN", "E_CONVERT_SCANNED", "E_CONVERT_HOSTILE")


def test_letters_that_the_document_does_not_explain_are_told() -> None:
    data = page(b"BT /F1 20 Tf 100 700 Td <00030004> Tj ET", NAMELESS, font=b"5 0 R")
    assert convert(data).markdown == "\ufffd\ufffd\n"
    assert losses(data) == [("letters", "page 1", "2")]


def test_words_along_the_side_come_after_the_page() -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.rotate(90)
        canvas.drawString(100, -50, "Draft of May")
        canvas.restoreState()
        canvas.drawString(100, 700, "Text")

    assert convert(drawn_pdf(draw)).markdown == "Text\n\nDraft of May\n"
