"""Each limit lets through what is as large as it says, and refuses what is one larger."""

from email.message import EmailMessage

import pytest
from reportlab.pdfgen.canvas import Canvas

from packformat.convert.document import convert
from packformat.convert.limits import LIMITS
from packformat.convert.package import open_package
from packformat.errors import AuthorError
from tests.support.documents import drawn_pdf, pdf, repacked, slides, word, workbook
from tests.support.pdfs import page, stream
from tests.support.refusals import assert_readable

WORD = word(lambda document: document.add_paragraph("a"))
SLIDES = slides(lambda deck: setattr(deck.slides.add_slide(deck.slide_layouts[5]).shapes.title, "text", "a"))


def filled(sheet: object) -> None:
    """Three rows of three columns: merged cells, a formula, a link and a note among them."""
    for row in (["a", "b", "c"], [1, 2, "=A2+B2"], ["d", None, None]):
        sheet.append(row)  # type: ignore[attr-defined] # openpyxl has no types
    sheet.merge_cells("A3:C3")  # type: ignore[attr-defined] # as above


WORKBOOK = workbook(filled)
STRINGS = repacked(WORKBOOK, lambda parts: parts.update({"xl/sharedStrings.xml": b"<sst><si/><si/></sst>"}))


def mail() -> bytes:
    """A message with two texts and an attachment, four parts with itself and three deep."""
    made = EmailMessage()
    made["From"], made["Subject"] = "ada@example.org", "Close"
    made.set_content("Plain")
    made.add_alternative("<p>Rich<b>ly</b></p>", subtype="html")
    made.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="close.pdf")
    return made.as_bytes()


TABLE = b"<table><tr><td colspan=3>a<tr><td>b</table>"
PAGE = b"<p>a<b>b</b></p>"


def draw(canvas: Canvas) -> None:
    """A page of three letters, a line and an empty form, and one of two letters."""
    canvas.beginForm("form")
    canvas.endForm()
    canvas.drawString(99, 99, "abc")
    canvas.line(9, 9, 99, 9)
    canvas.doForm("form")
    canvas.showPage()
    canvas.drawString(99, 99, "ab")


TWO_PAGES = drawn_pdf(draw)
TEXT = b"BT /F1 9 Tf 9 9 Td (a) Tj ET"
EDGES = [
    ("text", "a.txt", b"abc", 4),
    ("names", "a.docx", repacked(WORD, lambda parts: parts.update({"a.xml": b"<a><b/></a>"})), None),
    ("levels", "a.docx", WORD, None),
    ("parts", "a.docx", WORD, None),
    ("unpacked", "a.docx", WORD, None),
    ("xml", "a.docx", WORD, None),
    ("sheets", "a.xlsx", WORKBOOK, None),
    ("word", "a.docx", WORD, None),
    ("slides", "a.pptx", SLIDES, None),
    ("workbook", "a.xlsx", WORKBOOK, None),
    ("strings", "a.xlsx", STRINGS, 2),
    ("looks", "a.xlsx", WORKBOOK, None),
    ("spread", "a.xlsx", WORKBOOK, 3),
    ("formulas", "a.xlsx", WORKBOOK, 5),
    ("columns", "a.xlsx", WORKBOOK, 3),
    ("columns", "a.csv", b"a,b,c\n1\n", 3),
    ("pages", "a.pdf", pdf(("Normal", "a"), None, ("Normal", "b")), 2),
    ("letters", "a.pdf", TWO_PAGES, 5),
    ("letters-page", "a.pdf", TWO_PAGES, 3),
    ("drawn-page", "a.pdf", TWO_PAGES, 3),
    ("stream-count", "a.pdf", page(TEXT, stream(b"more")), 2),
    ("stream", "a.pdf", page(TEXT, stream(b"more")), len(TEXT)),
    ("streams", "a.pdf", page(TEXT, stream(b"more")), len(TEXT) + 4),
    ("tags", "a.html", PAGE, 2),
    ("nesting", "a.html", PAGE, 2),
    ("cells", "a.html", TABLE + TABLE, 12),
    ("tags", "a.eml", mail(), 2),
    ("mail-lines", "a.eml", mail(), mail().count(b"\n")),
    ("mail-parts", "a.eml", mail(), 5),
    ("mail-levels", "a.eml", mail(), 3),
    ("mail-header", "a.eml", b"Subject: abcd\n\nx", len("Subject: abcd\n")),
    ("mail-field", "a.eml", b"Subject: ab\nContent-Type: text/plain\n\nx", len("Content-Type: text/plain\n")),
    ("mail-headers", "a.eml", b"Subject: ab\nTo: c\n\nx", len("Subject: ab\nTo: c\n")),
]


KINDS = {".docx": "word", ".pptx": "slides", ".xlsx": "workbook"}


def smallest(name: str, file: str, data: bytes, monkeypatch: pytest.MonkeyPatch) -> int:
    """The smallest limit with which a document is still read; office documents are only looked through."""
    low, high = 0, LIMITS[name].most
    while low < high:
        middle = (low + high) // 2
        monkeypatch.setitem(LIMITS, name, LIMITS[name]._replace(most=middle))
        try:
            if file[1:] in KINDS:
                open_package(data, "a document", KINDS[file[1:]])
            else:
                convert(file, data)
        except AuthorError:
            low = middle + 1
        else:
            high = middle
    return low


@pytest.mark.parametrize(("name", "file", "data", "edge"), EDGES, ids=range(len(EDGES)))
def test_what_is_as_large_as_the_limit_is_read_and_what_is_one_larger_is_refused(
    name: str, file: str, data: bytes, edge: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = smallest(name, file, data, monkeypatch) if edge is None else edge
    monkeypatch.setitem(LIMITS, name, LIMITS[name]._replace(most=found))
    assert convert(file, data).markdown
    monkeypatch.setitem(LIMITS, name, LIMITS[name]._replace(most=found - 1))
    with pytest.raises(AuthorError) as caught:
        convert(file, data)
    assert caught.value.code == "E_CONVERT_LARGE"
    assert LIMITS[name].of in caught.value.message
    assert_readable(caught.value)
