"""The tables of a converted document as values again: what `markdown.table` wrote, read back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BAR = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)\s]*\)")


def tables_of(markdown: str) -> Iterator[list[list[str]]]:
    """Each table as rows of plain text, the header first."""
    rows: list[list[str]] = []
    for line in [*markdown.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(_cells(line))
        elif rows:
            yield [rows[0], *rows[2:]]
            rows = []


def _cells(line: str) -> list[str]:
    return [_plain(part.strip()) for part in _BAR.split(line)[1:-1]]


def _plain(cell: str) -> str:
    """Bars first, as a reader of tables does, then links, breaks and all other marks."""
    text = _LINK.sub(r"\1", cell.replace("\\|", "|").replace("<br>", "\n"))
    return _ESCAPED.sub(r"\1", text)
