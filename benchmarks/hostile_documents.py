"""Documents made to wear the converters out, and large honest ones: what an upload can take at most."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from tests.support.documents import pdf, repacked, slides, word, workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

TEXT = "The invoice is matched against its order and the receipt before it is paid. " * 3
ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c></row>'
RFC822 = "Content-Type: message/rfc822"
TYPES = "[Content_Types].xml"
STRINGS = "xl/sharedStrings.xml"
SHEET = "xl/worksheets/sheet1.xml"
SHEETS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_part(document: bytes, name: str, part: str) -> bytes:
    """An office document with one part replaced, packed as tightly as zip can."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for kept in old.namelist():
            new.writestr(kept, part if kept == name else old.read(kept))
    return file.getvalue()


def body(content: str) -> bytes:
    """A Word document of this body."""
    part = f"<w:document {WORDS}><w:body>{content}</w:body></w:document>"
    return with_part(word(lambda document: document.add_paragraph("a")), "word/document.xml", part)


def sheet(content: str) -> bytes:
    """A workbook of one sheet with this content."""
    part = f"<worksheet {SHEETS}>{content}</worksheet>"
    return with_part(workbook(lambda one: one.append(["a"])), SHEET, part)


def rows(count: int) -> str:
    """Rows of one cell."""
    return f"<sheetData>{''.join(map(ROW.format, range(1, count + 1)))}</sheetData>"


def strings(content: str) -> bytes:
    """A workbook with these shared strings."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    said = f'<Override PartName="/{STRINGS}" ContentType="{kind}"/></Types>'.encode()

    def change(parts: dict[str, bytes]) -> None:
        parts[STRINGS] = f"<sst {SHEETS}>{content}</sst>".encode()
        parts[TYPES] = parts[TYPES].replace(b"</Types>", said)

    return repacked(workbook(lambda one: one.append([1])), change)


def mail(*lines: str) -> bytes:
    """A message of these lines."""
    return "\r\n".join(("From: ada@example.org", "Subject: Close", *lines)).encode()


def drawn(content: bytes) -> bytes:
    """A PDF of one page that these instructions draw."""
    packed = zlib.compress(content)
    font = b"/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    parts = (
        b"1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj",
        b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj",
        b"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R %s >> endobj" % font,
        b"4 0 obj << /Length %d /Filter /FlateDecode >> stream\n%s\nendstream endobj" % (len(packed), packed),
    )
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\ntrailer << /Root 1 0 R >>\n%%EOF"


def long_word(document: Any) -> None:
    """Three hundred pages, every third with a table."""
    for page in range(300):
        document.add_heading(f"Step {page}", 1)
        for _ in range(8):
            paragraph = document.add_paragraph()
            for _ in range(6):
                paragraph.add_run(TEXT[:50]).bold = True
        if page % 3 == 0:
            document.add_table(8, 5)


def ledger(one: Any) -> None:
    """A year of fifty thousand lines and ten columns."""
    for number in range(50_000):
        one.append([number, f"RE-{number}", "Supplier", number / 7, number / 3, "V19", TEXT[:20], 4000, 1, 2])


def long_deck(deck: Any) -> None:
    """Three hundred slides."""
    for number in range(300):
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text, slide.placeholders[1].text = f"Step {number}", "\n".join([TEXT] * 5)


def long_pdf() -> bytes:
    """Three hundred pages of text."""
    return pdf(*(part for _ in range(300) for part in (*[("Normal", TEXT * 2)] * 5, None)))


Made = tuple[str, "Callable[[], bytes]"]
HONEST: dict[str, Made] = {
    "Word: 300 pages": ("a.docx", lambda: word(long_word)),
    "Excel: 50,000 rows of 10": ("a.xlsx", lambda: workbook(ledger)),
    "PowerPoint: 300 slides": ("a.pptx", lambda: slides(long_deck)),
    "PDF: 300 pages": ("a.pdf", long_pdf),
    "CSV: 60,000 rows of 10": ("a.csv", lambda: b"1;2;3;4;5;6;7;8;9;ten letters\n" * 60_000),
    "Web page: a table of 20,000 rows": ("a.html", lambda: b"<table>" + b"<tr><td>a<td>1<td>b" * 20_000),
}
PARAGRAPH = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
MERGED = '<sheetData/><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
PARTS = 'Content-Type: multipart/mixed; boundary="b"'
SPANS = b"<table><tr><td colspan=1000>a<tr><td>b</table>"
CUE = b"WEBVTT\n\n00:01.000 --> 00:02.000\n"
LETTERS = b"(%s) Tj " % (b"a" * 1000)
HOSTILE: dict[str, Made] = {
    "Word: 90 MB of blanks": ("a.docx", lambda: body(" " * 90_000_000)),
    "Word: 200,000 paragraphs": ("a.docx", lambda: body(PARAGRAPH.format("a") * 200_000)),
    "Word: 130,000 paragraphs": ("a.docx", lambda: body(PARAGRAPH.format("a") * 130_000)),
    "Word: a text of 60 MB": ("a.docx", lambda: body(PARAGRAPH.format("word " * 12_000_000))),
    "Word: elements 100,000 deep": ("a.docx", lambda: body("<w:p>" * 100_000)),
    "Excel: 500,000 rows": ("a.xlsx", lambda: sheet(rows(500_000))),
    "Excel: a million shared strings": ("a.xlsx", lambda: strings("<si><t>a</t></si>" * 1_000_000)),
    "Excel: 300,000 shared strings": ("a.xlsx", lambda: strings("<si><t>a</t></si>" * 300_000)),
    "Excel: all cells of a sheet merged": ("a.xlsx", lambda: sheet(MERGED)),
    "Mail: a header of 20 MB": ("a.eml", lambda: mail(f"To: {'a@example.org, ' * 1_300_000}", "", "x")),
    "Mail: a header of 60 KB of commas": ("a.eml", lambda: mail(f"To: {',' * 60_000}", "", "x")),
    "Mail: 200,000 parts": ("a.eml", lambda: mail(PARTS, "", *["--b", "", "x"] * 190_000)),
    "Mail: 100,000 messages in one another": ("a.eml", lambda: mail(RFC822, "", *[RFC822, ""] * 100_000)),
    "Web page: 500,000 elements": ("a.html", lambda: b"<p>a" * 500_000),
    "Web page: 400,000 elements": ("a.html", lambda: b"<p>a" * 400_000),
    "Web page: 40,000 tags that never end": ("a.html", lambda: b"<a b='" * 40_000),
    "Web page: tables of spans": ("a.html", lambda: SPANS * 10_000),
    "CSV: ten million rows": ("a.csv", lambda: b"a\n" * 10_000_000),
    "Transcript: 300,000 marks that never end": ("a.vtt", lambda: CUE + b"<v " * 300_000),
    "PDF: 20 million letters on a page": ("a.pdf", lambda: drawn(b"BT /F1 9 Tf " + LETTERS * 20_000)),
    "PDF: 16 MB of instructions": ("a.pdf", lambda: drawn(b"q Q " * 4_000_000)),
    "PDF: 11 MB of instructions": ("a.pdf", lambda: drawn(b"q Q " * 2_800_000)),
    "PDF: two million streams": ("a.pdf", lambda: b"%PDF-1.7\n" + b"stream\n" * 2_000_000),
    "PDF: 900 MB of blanks": ("a.pdf", lambda: drawn(b" " * 900_000_000)),
}
