"""PDF pages: paragraphs, headings by their size, ruled tables; a page that is but a picture is told."""

from __future__ import annotations

import io
import re
from statistics import median
from typing import TYPE_CHECKING, Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfpage import PDFPage
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.drawing import Drawn, draw
from packformat.convert.limits import check
from packformat.convert.lines import Line, columns_of, lines_of, readable, unreadable
from packformat.convert.result import Converted, Loss

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHAT = "a PDF document"
_FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError)
"""What the libraries run into where a damaged document says one thing and holds another."""
_LARGER = 1.15
"""How much larger than the text around it a line has to be to count as a heading."""
_PARTING = 0.75
"""The gap between two lines, as a part of their height, from which a new paragraph begins."""
_BULLET = re.compile(r"^[•●▪‣◦\u2013·]\s+")
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")
_LONGEST_HEADING = 120


def convert(data: bytes) -> Converted:
    """The text of every page in reading order."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            return _convert(document)
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            raise FORMAT.error("E_CONVERT_PASSWORD", what=_WHAT) from None
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=repr(cause)) from None
    except (PDFException, PSException, MalformedPDFException, *_FAULTS) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=repr(error)) from None


def _convert(document: Any) -> Converted:
    for number, _ in enumerate(PDFPage.create_pages(document.doc), 1):
        check("pages", number)
    blocks: list[str] = []
    losses = _programs(document)
    drawn = Drawn()
    for number, page in enumerate(document.pages, 1):
        place = f"page {number}"
        draw(page, drawn)
        if page.chars:
            parts, lost = _page(page, place)
            unknown = sum(unreadable(part) for part in parts)
            losses += [Loss("letters", place, str(unknown))] if unknown else []
            blocks += parts
            losses += lost
        elif page.images:
            losses.append(Loss("page-without-text", place))
        page.close()
    if not blocks:
        raise FORMAT.error("E_CONVERT_SCANNED", pages=len(document.pages))
    return Converted(markdown.document(blocks), tuple(losses))


def _page(page: Any, place: str) -> tuple[list[str], list[Loss]]:
    """Tables stand where they stand on the page; a picture on it is told."""
    losses: list[Loss] = [Loss("picture", place)] * len(page.images)
    pieces: list[tuple[float, str]] = []
    tables = page.find_tables()
    for table in tables:
        rows = table.extract()
        if any(cell is None for row in rows for cell in row):
            losses.append(Loss("merged-cells", place, "of a table"))
        cells = [[markdown.cell(markdown.escape(readable(cell or ""))) for cell in row] for row in rows]
        pieces.append((table.bbox[1], markdown.table(cells)))
    rest = page.filter(lambda item: not any(_inside(item, table.bbox) for table in tables))
    body = median(char["size"] for char in page.chars)
    columns = columns_of(rest)
    losses += [Loss("columns", place)] if len(columns) > 1 else []
    if len(columns) > 1:
        texts = [text for column in columns for _, text in _texts(lines_of(column), body)]
        return [*texts, *(table for _, table in sorted(pieces))], losses
    return [
        text for _, text in sorted([*pieces, *_texts(lines_of(rest), body)], key=lambda piece: piece[0])
    ], losses


def _inside(item: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    middle = (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2
    return bool(box[0] <= middle[0] <= box[2] and box[1] <= middle[1] <= box[3])


def _texts(lines: list[Line], body: float) -> Iterator[tuple[float, str]]:
    """Headings, list items and paragraphs, each with its place on the page from the top."""
    run: list[Line] = []
    for line in lines:
        if run and (_is_heading(line, body) != _is_heading(run[-1], body) or _parts(run[-1], line)):
            yield run[0].top, _block(run, body)
            run = []
        run.append(line)
    if run:
        yield run[0].top, _block(run, body)


def _is_heading(line: Line, body: float) -> bool:
    return line.size >= body * _LARGER and len(line.text) <= _LONGEST_HEADING


def _parts(above: Line, line: Line) -> bool:
    gap = line.top - above.bottom
    new_item = bool(_BULLET.match(line.text) or _NUMBER.match(line.text))
    return new_item or gap > _PARTING * (line.bottom - line.top) or abs(line.size - above.size) > 1


def _block(run: list[Line], body: float) -> str:
    text = markdown.escape(" ".join(line.text for line in run))
    if _is_heading(run[0], body):
        ratio = run[0].size / body
        return markdown.heading(1 if ratio >= 1.6 else 2 if ratio >= 1.3 else 3, text)  # noqa: PLR2004 - usual type scales
    bullet, number = _BULLET.match(text), _NUMBER.match(text)
    if bullet:
        return f"- {text[bullet.end() :]}"
    if number:
        return f"{number[1]}. {text[number.end() :]}"
    return markdown.paragraph(text)


def _programs(document: Any) -> list[Loss]:
    """Files inside a PDF, and forms, are nothing that a reader of its text would see."""
    catalogue = document.doc.catalog
    losses = []
    if isinstance(catalogue.get("Names"), dict) and "EmbeddedFiles" in catalogue["Names"]:
        losses.append(Loss("attachment", "", "inside the document"))
    if "AcroForm" in catalogue:
        losses.append(Loss("form", "", "the document has a form"))
    return losses
