"""Slides with the text of every shape, in the order in which the file has them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE

from packformat.convert.facsimile.block import Block, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """A heading for each slide, then its shapes and its notes."""
    for number, slide in enumerate(pptx.Presentation(io.BytesIO(data)).slides, 1):
        is_hidden = slide.element.get("show") == "0"
        yield Block(label=f"Slide {number}" + (" (hidden)" if is_hidden else ""), place=f"slide {number}")
        for shape in slide.shapes:
            yield from _shape(shape)
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            yield from _text(slide.notes_slide.notes_text_frame, "Notes")


def _shape(shape: Any) -> Iterator[Block]:
    if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
        for inner in shape.shapes:
            yield from _shape(inner)
    elif shape.has_text_frame:
        yield from _text(shape.text_frame, shape.name)
    elif getattr(shape, "has_table", False):
        yield Block(label=shape.name, rows=[_row(row) for row in shape.table.rows])
    else:
        yield Block("[not text]", label=shape.name)


def _text(frame: Any, label: str) -> Iterator[Block]:
    text = frame.text.replace("\v", "\n").strip()
    if text:
        yield Block(text, label)


def _row(row: Any) -> Row:
    return Row(
        [
            Cell(cell.text_frame.text, cell.span_width, cell.span_height)
            for cell in row.cells
            if not cell.is_spanned
        ]
    )
