"""Office documents of the tests' own making, and their tables as a reader of Markdown gets them back."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import docx
import openpyxl
import pptx
from markdown_it import MarkdownIt
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markdown_it.token import Token

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

GRIDS: dict[str, list[list[str]]] = {
    "pipes": [["Account | code", "a||b"], ["|", "x|y|"], ["\\|", "\\"]],
    "marks": [
        ["*not bold*", "_under_"],
        ["`code`", "[link](x)"],
        ["<b>", "&amp;"],
        ["~~gone~~", "snake_case"],
    ],
    "lines": [["two\nlines", "one"], ["- dash", "1. number"], ["# sharp", "> quote"]],
    "blanks": [["Item", "", "Note"], ["", "", ""], ["a", "", "b"]],
    "numbers": [["Figure", "Year"], ["0012", "1,250.00"], ["-3", "12 %"], ["1e5", "2026-03-31"]],
    "letters": [["Größe", "naïve"], ["東京", "🙂"], ["€ 5", "½"]],
    "one column": [["Only"], ["one"], ["column"]],
    "one row": [["a", "b", "c"]],
    "dashes": [["---", ":-:"], ["--", "| --- |"], ["+", "="]],
}
"""Tables whose every cell must come back as it is."""


def tables_of(markdown: str) -> list[list[list[str]]]:
    """Every table of a Markdown text as rows of plain text, the header first, breaks as line feeds."""
    tables: list[list[list[str]]] = []
    in_cell = False
    for token in PARSER.parse(markdown):
        if token.type == "table_open":
            tables.append([])
        elif token.type == "tr_open":
            tables[-1].append([])
        elif token.type in ("th_open", "td_open"):
            in_cell = True
        elif token.type == "inline" and in_cell:
            tables[-1][-1].append(plain(token))
            in_cell = False
    return tables


def plain(token: Token) -> str:
    """The text of an inline token as a reader sees it."""
    kinds = {"softbreak": "\n", "hardbreak": "\n"}
    texts = []
    for child in token.children or []:
        if child.type == "html_inline":
            texts.append("\n" if child.content == "<br>" else child.content)
        else:
            texts.append(kinds.get(child.type, child.content))
    return "".join(texts)


def word(write: Callable[[Any], object]) -> bytes:
    """A Word document."""
    document = docx.Document()
    write(document)
    return saved(document.save)


def word_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A Word document with one table."""

    def write(document: Any) -> None:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return word(write)


def workbook(write: Callable[[Any], object]) -> bytes:
    """An Excel workbook; ``write`` gets its first sheet."""
    book = openpyxl.Workbook()
    write(book.active)
    return saved(book.save)


def slides(write: Callable[[Any], object]) -> bytes:
    """A presentation."""
    presentation = pptx.Presentation()
    write(presentation)
    return saved(presentation.save)


def add_chart(slide: Any, names: Sequence[str], values: Sequence[float | None]) -> None:
    """A column chart on a slide."""
    data = CategoryChartData()
    data.categories = names
    data.add_series("Paid", values)
    box = (Inches(1), Inches(1), Inches(4), Inches(3))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)


def pdf(*parts: object, encrypt: str | None = None) -> bytes:
    """A PDF of paragraphs (a style and a text), tables (rows) and page breaks (None)."""
    styles = getSampleStyleSheet()
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 1, "black")])
    story = [
        PageBreak()
        if part is None
        else Table(part, style=ruled)
        if isinstance(part, list)
        else Paragraph(part[1], styles[part[0]])
        for part in parts
    ]
    return saved(lambda file: SimpleDocTemplate(file, pagesize=A4, encrypt=encrypt).build(story))


def drawn_pdf(draw: Callable[[Canvas], object]) -> bytes:
    """A PDF drawn by hand."""

    def save(file: io.BytesIO) -> None:
        canvas = Canvas(file, pagesize=A4)
        draw(canvas)
        canvas.save()

    return saved(save)


def saved(save: Callable[[Any], object]) -> bytes:
    """What ``save`` writes."""
    file = io.BytesIO()
    save(file)
    return file.getvalue()


def repacked(data: bytes, change: Callable[[dict[str, bytes]], object]) -> bytes:
    """An office document with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return file.getvalue()
