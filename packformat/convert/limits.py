"""How much of each thing a document may hold: more than an office's longest, and soon read.

They are counted while a document is read, before or beside the library that makes something of it, and never
taken from what a file says of itself. What each costs at its edge is in BENCHMARKS.
"""

from __future__ import annotations

from typing import NamedTuple

from packformat.codes import FORMAT

MIB = 1024 * 1024


class Limit(NamedTuple):
    """The most that documents of some kinds may hold of something."""

    kinds: str
    most: int
    of: str


LIMITS = {
    "text": Limit("all", 8 * MIB, "characters of text"),
    "parts": Limit(".docx .pptx .xlsx", 5_000, "files packed inside"),
    "unpacked": Limit(".docx .pptx .xlsx .zip", 100 * MIB, "bytes once unpacked"),
    "xml": Limit(".docx .pptx", 24 * MIB, "bytes of text and structure"),
    "sheets": Limit(".xlsx", 64 * MIB, "bytes of sheets and texts"),
    "names": Limit(".docx .pptx .xlsx", 5_000, "different kinds of elements in one of its parts"),
    "levels": Limit(".docx .pptx .xlsx", 150, "elements inside one another"),
    "word": Limit(".docx", 400_000, "paragraphs, runs, cells and other elements"),
    "slides": Limit(".pptx", 400_000, "paragraphs, shapes and other elements"),
    "workbook": Limit(".xlsx", 3_000_000, "cells, values and other elements"),
    "strings": Limit(".xlsx", 300_000, "different texts in cells"),
    "looks": Limit(".xlsx", 200_000, "elements that are neither cells nor values: formats, rules, comments"),
    "spread": Limit(".xlsx", 200_000, "cells in merged areas, under links and under notes"),
    "formulas": Limit(".xlsx", 6_000_000, "characters of formulas"),
    "pages": Limit(".pdf", 400, "pages"),
    "letters": Limit(".pdf", 1_200_000, "letters"),
    "letters-page": Limit(".pdf", 100_000, "letters on one page"),
    "drawn-page": Limit(".pdf", 200_000, "lines, pictures and pieces of text on one page"),
    "stream-count": Limit(".pdf", 100_000, "parts that hold data"),
    "stream": Limit(".pdf", 32 * MIB, "bytes in one of its parts once unpacked"),
    "streams": Limit(".pdf", 100 * MIB, "bytes once unpacked, pictures aside"),
    "tags": Limit(".html .htm .eml", 400_000, "elements"),
    "nesting": Limit(".html .htm .eml", 120, "elements inside one another"),
    "mail-lines": Limit(".eml", 600_000, "lines"),
    "mail-parts": Limit(".eml", 500, "parts: texts, pictures and attachments"),
    "mail-levels": Limit(".eml", 20, "parts inside one another"),
    "mail-header": Limit(".eml", 64 * 1024, "bytes of one header"),
    "mail-field": Limit(".eml", 4 * 1024, "bytes of a header that says what a part is"),
    "mail-headers": Limit(".eml", 256 * 1024, "bytes of headers, those of its parts included"),
    "columns": Limit(".csv .tsv .xlsx", 16_384, "columns"),
    "export-files": Limit(".zip", 50_000, "files: a day of a channel is one"),
    "export-file": Limit(".zip", 8 * MIB, "bytes in one of its files"),
    "export-pages": Limit(".zip", 5_000, "threads, days of channels and tasks"),
    "messages": Limit(".zip", 200_000, "messages, tasks, comments, and files on messages"),
    "cells": Limit(".docx .html .htm .eml", 600_000, "cells of tables, blanks between spans included"),
}
"""By their names in the code; the table of DOCUMENTS is made from them."""


def check(name: str, count: int) -> None:
    """Raise E_CONVERT_LARGE when there is more of something than its limit."""
    limit = LIMITS[name]
    if count > limit.most:
        raise FORMAT.error("E_CONVERT_LARGE", most=f"{limit.most:,}", of=limit.of)
