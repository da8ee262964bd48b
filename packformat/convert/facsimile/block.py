"""What a facsimile is made of: lines, grids of cells, and pictures of pages."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.convert.document import INVISIBLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MOST_BLOCKS = 2_000
MOST_ROWS = 400
"""Rows of one grid."""
MOST_COLUMNS = 40
MOST_CELLS = 20_000
"""Cells of all grids together."""
MOST_PICTURES = 20
MOST_LETTERS = 1_000_000
"""Characters of all lines and cells together."""
MOST_DRAWN = 8 * 1024 * 1024
"""Bytes of all pictures together."""
LONGEST_TEXT = 2_000
"""Characters of one line or cell."""
_BLANKS = re.compile(r"[^\S\n\t]+")


class Cell(NamedTuple):
    """A cell and over how many columns and rows it goes."""

    text: str
    wide: int = 1
    high: int = 1


class Row(NamedTuple):
    """A row of a grid: what losses call it, the name that stands before it, and what was lost in it."""

    cells: list[Cell]
    place: str = ""
    name: str = ""
    lost: tuple[str, ...] = ()


class Block(NamedTuple):
    """A line, a grid or the picture of a page.

    ``place`` is what losses call it, ``label`` what it is in the document (a style, a header, the number of
    a line), ``lost`` the kinds of loss that happened in it.
    """

    text: str = ""
    label: str = ""
    place: str = ""
    lost: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    rows: list[Row] = []  # noqa: RUF012 - a default that nobody writes to
    picture: bytes = b""


class Facsimile(NamedTuple):
    """The blocks of a document, and whether they end before the document does."""

    blocks: list[Block]
    cut: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The facsimile as plain values, pictures in base 64."""
        return {"blocks": [_plain(block) for block in self.blocks], "cut": self.cut}


def bounded(blocks: Iterable[Block]) -> Facsimile:
    """As much of a document as a page can show."""
    kept: list[Block] = []
    cells = pictures = letters = drawn = 0
    cut = False
    for block in blocks:
        pictures += bool(block.picture)
        drawn += len(block.picture)
        is_full = len(kept) == MOST_BLOCKS or cells >= MOST_CELLS or letters >= MOST_LETTERS
        if is_full or pictures > MOST_PICTURES or drawn > MOST_DRAWN:
            return Facsimile(kept, cut=True)
        shown, was_cut = _short(block)
        cells += sum(len(row.cells) for row in shown.rows)
        letters += len(shown.text) + sum(len(cell.text) for row in shown.rows for cell in row.cells)
        cut = cut or was_cut
        kept.append(shown)
    return Facsimile(kept, cut)


def _short(block: Block) -> tuple[Block, bool]:
    rows = [
        row._replace(
            cells=list(map(_short_cell, row.cells[:MOST_COLUMNS])),
            lost=_with_invisible(row.lost, [cell.text for cell in row.cells]),
        )
        for row in block.rows[:MOST_ROWS]
    ]
    widest = max((len(row.cells) for row in block.rows), default=0)
    cut = len(block.text) > LONGEST_TEXT or len(block.rows) > MOST_ROWS or widest > MOST_COLUMNS
    shown = block._replace(
        text=_text(block.text),
        lost=_with_invisible(block.lost, [block.text]),
        columns=block.columns[:MOST_COLUMNS],
        rows=rows,
    )
    return shown, cut


def _short_cell(cell: Cell) -> Cell:
    return Cell(_text(cell.text), min(cell.wide, MOST_COLUMNS), min(cell.high, MOST_ROWS))


def _text(text: str) -> str:
    short = text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"
    return _BLANKS.sub(" ", short)


def _with_invisible(lost: tuple[str, ...], texts: Iterable[str]) -> tuple[str, ...]:
    """Characters that nobody sees are taken out of the text wherever they stand."""
    return (*lost, "invisible-characters") if any(map(INVISIBLE.search, texts)) else lost


def _plain(block: Block) -> dict[str, Any]:
    value = {
        **{name: said for name, said in block._asdict().items() if said and name not in ("rows", "picture")},
        **({"picture": base64.b64encode(block.picture).decode("ascii")} if block.picture else {}),
    }
    if block.rows:
        value["rows"] = [{**row._asdict(), "cells": list(map(_plain_cell, row.cells))} for row in block.rows]
    return value


def _plain_cell(cell: Cell) -> dict[str, Any]:
    return {"text": cell.text, **({"wide": cell.wide, "high": cell.high} if cell[1:] != (1, 1) else {})}


def lines(text: str, flagged: dict[int, str] | None = None) -> Iterator[Block]:
    """A text line by line, each under its number; ``flagged`` says which lines lost what."""
    for number, line in enumerate(text.split("\n"), 1):
        lost = (flagged or {}).get(number)
        if line.strip():
            yield Block(line, str(number), f"line {number}", (lost,) if lost else ())
