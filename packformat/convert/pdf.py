"""PDF pages: paragraphs, headings by their size, ruled tables; a page that is but a picture is told."""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from packformat.codes import FORMAT
from packformat.convert import markdown
from packformat.convert.columns import columns_of
from packformat.convert.limits import check
from packformat.convert.lines import lines_of
from packformat.convert.passages import passages
from packformat.convert.result import Converted, Loss
from packformat.convert.ruled import ruled_by
from packformat.convert.streams import check_streams
from packformat.convert.strokes import drawn_on
from packformat.convert.words import Box, Word, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packformat.convert.ruled import Ruled

_WHAT = "a PDF document"


class _Table(NamedTuple):
    """A table that is written already: its room, and its Markdown."""

    box: Box
    text: str


def convert(data: bytes) -> Converted:
    """The text of every page in reading order."""
    check_streams(data)
    try:
        return _convert(pypdfium2.PdfDocument(data))
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise FORMAT.error("E_CONVERT_PASSWORD", what=_WHAT) from None
        raise FORMAT.error("E_CONVERT_BROKEN", what=_WHAT, reason=str(error)) from None


def _convert(document: Any) -> Converted:
    check("pages", len(document))
    blocks: list[str] = []
    losses = _inside(document)
    letters = 0
    for number, page in enumerate(document, 1):
        drawn = drawn_on(page)
        text = page.get_textpage()
        count = text.count_chars()
        letters += count
        check("letters-page", count)
        check("letters", letters)
        words = list(words_of(page, text))
        parts, lost = _page(words, ruled_by(drawn.strokes), f"page {number}", page.get_width())
        blocks += parts
        losses += lost
        kind = "picture" if words else "page-without-text"
        pictures = drawn.pictures if words else min(drawn.pictures, 1)
        losses += [Loss(kind, f"page {number}")] * pictures
        page.close()
    if not blocks:
        raise FORMAT.error("E_CONVERT_SCANNED", pages=len(document))
    return Converted(markdown.document(blocks), tuple(losses))


def _page(
    words: Sequence[Word], ruled: Sequence[Ruled], place: str, width: float
) -> tuple[list[str], list[Loss]]:
    """The blocks of a page; tables stand where they stand on it, and words across its side at the end."""
    if not words:
        return [], []
    losses: list[Loss] = []
    level = [word for word in words if word.is_level]
    tables, rest = _tables(level, ruled)
    losses += [Loss("merged-cells", place, "of a table")] * sum(table.is_merged for table in ruled)
    unknown = sum(len(word.text) for word in words if not word.is_known)
    losses += [Loss("letters", place, str(unknown))] if unknown else []
    body = median(word.size for word in words for _ in word.text)
    items: list[Word | _Table] = [*rest, *tables]
    columns = columns_of(items, width)
    losses += [Loss("columns", place)] if len(columns) > 1 else []
    blocks: list[str] = []
    for column in columns:
        pieces = [(item.box.top, item.text) for item in column if isinstance(item, _Table)]
        pieces += passages(lines_of([item for item in column if isinstance(item, Word)]), body)
        blocks += [text for _, text in sorted(pieces, key=lambda piece: piece[0])]
    aside = " ".join(word.text for word in words if not word.is_level)
    return [*blocks, markdown.paragraph(markdown.escape(aside))], losses


def _tables(words: Sequence[Word], ruled: Sequence[Ruled]) -> tuple[list[_Table], list[Word]]:
    """Tables with what stands in their cells, and the words that stand in none."""
    inside: dict[int, dict[tuple[int, int], list[Word]]] = {}
    rest = []
    for word in words:
        number = next((number for number, one in enumerate(ruled) if one.box.holds(word.box.middle)), None)
        if number is None:
            rest.append(word)
        else:
            cells = inside.setdefault(number, defaultdict(list))
            cells[ruled[number].cell_at(word.box.middle)].append(word)
    tables = [_Table(ruled[number].box, _written(ruled[number], cells)) for number, cells in inside.items()]
    return tables, rest


def _written(table: Ruled, words: dict[tuple[int, int], list[Word]]) -> str:
    rows = [
        [
            markdown.cell(markdown.escape("\n".join(line.text for line in lines_of(words.get(cell, [])))))
            for cell in ((row, column) for column in range(len(table.across) - 1))
        ]
        for row in range(len(table.down) - 1)
    ]
    return markdown.table(rows)


def _inside(document: Any) -> list[Loss]:
    """Files inside a PDF, and forms, are nothing that a reader of its text would see."""
    losses = []
    if document.count_attachments():
        losses.append(Loss("attachment", "", "inside the document"))
    if document.get_formtype() != raw.FORMTYPE_NONE:
        losses.append(Loss("form", "", "the document has a form"))
    return losses
