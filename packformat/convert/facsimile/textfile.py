"""Plain text and transcripts, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.convert.captions import left_out
from packformat.convert.facsimile.block import Block, lines
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

_CAPTIONS = (".srt", ".vtt")
_PARTING = re.compile(r"(\n[^\S\n]*\n)")


def blocks(data: bytes, suffix: str) -> Iterator[Block]:
    """The lines of a text."""
    text, _ = decode(data)
    return lines(text, _left_out(text) if suffix in _CAPTIONS else None)


def _left_out(text: str) -> dict[int, str]:
    """The first lines of what a transcript's text leaves out, and the kinds of loss."""
    flagged: dict[int, str] = {}
    number = 1
    for piece in _PARTING.split(text):
        start = number + len(piece) - len(piece.lstrip("\n"))
        flagged.update((start, loss.kind) for loss in left_out(piece))
        number += piece.count("\n")
    return flagged
