"""An export as its pages with the names that stand in it, so that its owner sees who `Person 1` is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.convert.exports.export import convert_named
from packformat.convert.facsimile.block import Block, lines

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """The lines of all pages."""
    return lines(convert_named(data).markdown)
