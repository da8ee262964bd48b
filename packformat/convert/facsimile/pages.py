"""Pages of a PDF as pictures, drawn by the library that browsers use."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdfium2

from packformat.convert.facsimile.block import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 900
"""Dots across a page: letters of a usual size can be read."""
_TALLEST = 4 * WIDTH
_COLOURS = 64
"""As many as black letters with soft edges and some colours beside them need; a third of the bytes."""


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """A picture of each page."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), _TALLEST / max(height, 1))
        drawn = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        file = io.BytesIO()
        drawn.quantize(_COLOURS).save(file, "PNG", optimize=True)
        yield Block(label=f"Page {number + 1}", place=f"page {number + 1}", picture=file.getvalue())
