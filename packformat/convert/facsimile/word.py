"""Paragraphs and tables of a Word document with their styles, and in brackets what its text leaves out."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from packformat.convert.facsimile.block import Block, Cell, Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BODY = "word/document.xml"
_EDGES = ("word/header", "word/footer")
_NEW_LINE = {"tab": "\t", "br": "\n", "cr": "\n"}
_LOST = {
    "del": ("deleted-text", "deleted"),
    "moveFrom": ("deleted-text", "moved from here"),
    "oMath": ("equation", "equation"),
    "commentReference": ("comment", "comment"),
    "blip": ("picture", "picture"),
    "imagedata": ("picture", "picture"),
    "chart": ("chart", "chart"),
    "relIds": ("drawing", "diagram"),
    "OLEObject": ("drawing", "embedded object"),
    "ffData": ("form", "form field"),
}
"""Elements that the text leaves out: the kind of loss, and what stands in brackets for each."""
_NAME = re.compile(r"([a-z])([A-Z0-9])")
"""Where two words of a style's name meet: `Heading1`, `ListBullet`."""
_PARAGRAPHS = ("p", "tbl")


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """The body in its order, then page headers and footers."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        yield from _Walk().blocks(fromstring(package.read(_BODY)))
        for name in sorted(package.namelist()):
            if name.startswith(_EDGES) and name.endswith(".xml"):
                edge = "Page header" if name.startswith(_EDGES[0]) else "Page footer"
                text = " ".join("".join(_texts(fromstring(package.read(name)))).split())
                if text:
                    yield Block(text, edge, lost=("page-header",))


class _Walk:
    """Goes through the body and counts its tables, as the converter does."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(self, node: Element) -> Iterator[Block]:
        """Paragraphs and tables, wherever they are wrapped."""
        for child in node:
            name = _name(child)
            if name == "p":
                yield from _paragraph(child)
            elif name == "tbl":
                self._tables += 1
                yield _table(child, self._tables)
            else:
                yield from self.blocks(child)


def _paragraph(node: Element) -> Iterator[Block]:
    text = "".join(_texts(node)).strip()
    if text:
        style = next((child for child in node.iter() if _name(child) == "pStyle"), None)
        yield Block(text, _NAME.sub(r"\1 \2", _value(style)) or "Text", lost=_lost(node))


def _table(node: Element, number: int) -> Block:
    """Of cells that go over several rows the lower ones are blank, as the file has them."""
    place = f"table {number}"
    rows: list[Row] = []
    for row in (child for child in node.iter() if _name(child) == "tr"):
        cells = [child for child in row if _name(child) == "tc"]
        shown = [Cell("".join(_texts(cell)).strip(), _wide(cell)) for cell in cells]
        count = len(rows) + 1
        rows.append(Row(shown, f"{place} {count}", str(count), _lost(row)))
    return Block(label=f"Table {number}", place=place, rows=rows)


def _wide(cell: Element) -> int:
    span = _value(next((child for child in cell.iter() if _name(child) == "gridSpan"), None))
    return int(span) if span.isascii() and span.isdecimal() else 1


def _texts(node: Element) -> Iterator[str]:
    name = _name(node)
    kind, about = _LOST.get(name, ("", ""))
    if name in ("t", "delText"):
        yield node.text or ""
    elif kind:
        inside = "".join(text for child in node for text in _texts(child)).strip()
        yield f"[{about}: {inside}]" if inside else f"[{about}]"
    else:
        yield _NEW_LINE.get(name, "")
        for child in node:
            yield from _texts(child)
        yield "\n" if name in _PARAGRAPHS else ""


def _lost(node: Element) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LOST[_name(child)][0] for child in node.iter() if _name(child) in _LOST))


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _value(node: Element | None) -> str:
    """An element's `val`."""
    return "" if node is None else next((v for key, v in node.attrib.items() if key.endswith("}val")), "")
