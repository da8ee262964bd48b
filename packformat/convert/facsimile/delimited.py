"""Values between separators, row by row as the file has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.convert.delimited import read_rows
from packformat.convert.facsimile.block import Block, Cell, Row
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """One grid; rows that are shorter than the longest are told at the row."""
    rows, _ = read_rows(decode(data)[0])
    width = max(map(len, rows))
    yield Block(
        label="Table",
        rows=[
            Row(list(map(Cell, row)), name=str(number), lost=() if len(row) == width else ("ragged-rows",))
            for number, row in enumerate(rows, 1)
        ],
    )
