"""Pages of HTML as their words: nothing of a page runs, is fetched, or is styled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.convert.facsimile.block import Block, Cell, Row
from packformat.convert.grid import rows_of, span_of
from packformat.convert.htmltree import HEADINGS, Node, parse_html
from packformat.convert.hypertext import SILENT, lost_in
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAYS_NOTHING = SILENT - {"noscript"}


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """The words of a page."""
    return from_html(decode(data)[0])


def from_html(text: str) -> Iterator[Block]:
    """The words of a page or a piece of one; those that a browser hides stand in brackets."""
    return _Walk().blocks(parse_html(text))


class _Walk:
    """Goes through a tree and counts its tables, as the converter does."""

    def __init__(self) -> None:
        self._tables = 0

    def blocks(self, node: Node) -> Iterator[Block]:
        """Elements that stand on lines of their own, and the words between them."""
        run: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or not child.is_block or lost_in(child):
                run.append(child)
            else:
                yield from _line(run)
                run = []
                yield from self._block(child)
        yield from _line(run)

    def _block(self, node: Node) -> Iterator[Block]:
        if node.tag == "table":
            self._tables += 1
            yield _table(node, self._tables)
        elif node.tag in HEADINGS:
            yield from _line(node.children, f"Heading {HEADINGS[node.tag]}")
        elif node.tag not in _SAYS_NOTHING:
            yield from self.blocks(node)


def _table(table: Node, number: int) -> Block:
    place = f"table {number}"
    rows = []
    for count, row in enumerate(rows_of(table), 1):
        cells = [cell for cell in row.elements() if cell.tag in ("td", "th")]
        shown = [Cell(_words([cell]), span_of(cell, "colspan"), span_of(cell, "rowspan")) for cell in cells]
        rows.append(Row(shown, f"{place} {count}", str(count), _lost(cells)))
    return Block(label=f"Table {number}", place=place, rows=rows)


def _line(run: Sequence[Node | str], label: str = "") -> Iterator[Block]:
    words = _words(run)
    if words:
        yield Block(words, label, lost=_lost(run))


def _words(run: Sequence[Node | str]) -> str:
    return " ".join("".join(text for child in run for text in _texts(child)).split())


def _texts(child: Node | str) -> Iterator[str]:
    if isinstance(child, str):
        yield child
    elif child.tag not in _SAYS_NOTHING:
        inside = "".join(text for inner in child.children for text in _texts(inner))
        about = child.attributes.get("alt") or child.attributes.get("name") or child.tag
        text = f"[{inside.strip() or about}]" if lost_in(child) else inside
        yield f" {text} " if child.is_block or child.tag == "br" else text


def _lost(run: Sequence[Node | str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kind for child in run for kind in _kinds(child)))


def _kinds(child: Node | str) -> Iterator[str]:
    if isinstance(child, Node):
        if kind := lost_in(child):
            yield kind
        for inner in child.children:
            yield from _kinds(inner)
