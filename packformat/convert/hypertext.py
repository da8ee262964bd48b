"""HTML, of pages, mails and what Word documents become, as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.convert import markdown
from packformat.convert.grid import grid_of
from packformat.convert.htmltree import HEADINGS, Node, parse_html
from packformat.convert.limits import check
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from packformat.convert.grid import Grid

SILENT = frozenset(("head", "script", "style", "template", "noscript", "title"))
"""Elements that are no content."""
_EMBEDDED = {
    "audio": "a sound",
    "canvas": "a drawing",
    "embed": "an embedded object",
    "iframe": "an embedded page",
    "math": "an equation",
    "object": "an embedded object",
    "svg": "a drawing",
    "video": "a video",
}
_FIELDS = frozenset(("button", "input", "select", "textarea"))
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "strike": "~~"}
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE
)
_SHOWN_DETAIL = 60


def convert(data: bytes) -> Converted:
    """A page as Markdown; scripts and styles are no content, all else that is left out is told."""
    text, losses = decode(data)
    converted = from_html(text)
    return Converted(converted.markdown, (*losses, *converted.losses))


def from_html(text: str) -> Converted:
    """A page or a piece of one as Markdown."""
    writer = _Writer()
    blocks = writer.blocks(parse_html(text))
    return Converted(markdown.document(blocks), tuple(writer.losses))


class _Writer:
    """Writes a tree and collects what is lost on the way."""

    def __init__(self) -> None:
        self.losses: list[Loss] = []
        self._tables = self._cells = 0
        self._writers: dict[str, Callable[[Node], list[str]]] = {
            "blockquote": self._quote,
            "dt": self._term,
            "hr": lambda _: ["---"],
            "ol": self._list,
            "pre": lambda node: [markdown.code_block(node.text().strip("\n"))],
            "table": self._table,
            "ul": self._list,
        }

    def blocks(self, node: Node) -> list[str]:
        """The blocks inside an element, texts between them being paragraphs."""
        return [block for block in self._divided(node, self._paragraph, self._block) if block]

    def _divided(
        self, node: Node, words: Callable[[Sequence[Node | str]], str], inner: Callable[[Node], list[str]]
    ) -> list[str]:
        """What stands in an element, in order: runs of words, and between them elements that are blocks."""
        blocks: list[str] = []
        run: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str) or not child.is_block:
                run.append(child)
            else:
                blocks.append(words(run))
                run = []
                blocks += [] if self._left_out(child) else inner(child)
        return [*blocks, words(run)]

    def _block(self, node: Node) -> list[str]:
        if node.tag in HEADINGS:
            text = self._line(node.children)
            return [markdown.heading(HEADINGS[node.tag], text)] if text else []
        write = self._writers.get(node.tag, self.blocks)
        return write(node)

    def _quote(self, node: Node) -> list[str]:
        quoted = _short(markdown.document(self.blocks(node)).rstrip("\n"))
        return ["\n".join(f"> {line}".rstrip() for line in quoted.split("\n"))]

    def _term(self, node: Node) -> list[str]:
        return [markdown.strong(self._line(node.children))]

    def _paragraph(self, run: Sequence[Node | str]) -> str:
        return markdown.paragraph(self._line(run))

    def _list(self, node: Node) -> list[str]:
        items = [self._item(item) for item in node.elements()]
        start = node.attributes.get("start", "")
        first = int(start) if start.isascii() and start.isdecimal() and len(start) < 9 else 1  # noqa: PLR2004 - CommonMark's longest number
        block = markdown.list_block([item for item in items if item], ordered=node.tag == "ol", start=first)
        return [_short(block)]

    def _item(self, item: Node) -> str:
        """Sub-lists follow an item's text at once, so that the list stays one."""
        text = ""
        for block in self.blocks(item):
            parting = "\n" if re.match(r"- |\d+\. ", block) else "\n\n"
            text += parting + block if text else block
        return text

    def _table(self, table: Node) -> list[str]:
        self._tables += 1
        place = f"table {self._tables}"
        grid = self._grid(table, place)
        caption = [child for child in table.elements() if child.tag == "caption"]
        told = [block for child in caption for block in self.blocks(child)]
        if not grid.rows:
            return told
        self.losses += [Loss("merged-cells", place, cells) for cells in grid.merged]
        if grid.header_rows > 1:
            self.losses.append(Loss("header-rows", place, str(grid.header_rows)))
        return [*told, markdown.table(grid.rows)]

    def _grid(self, table: Node, place: str) -> Grid:
        grid = grid_of(table, lambda node: self._cell(node, place), self._cells)
        self._cells += sum(map(len, grid.rows))
        return grid

    def _cell(self, node: Node, place: str) -> str:
        """A cell is one line: its blocks and lists become lines with breaks between them."""
        lines: list[str] = []
        for block in self._cell_blocks(node, place):
            lines += block.split("\n")
        return markdown.cell("\n".join(lines))

    def _cell_blocks(self, node: Node, place: str) -> list[str]:
        return self._divided(node, self._line, lambda child: self._inner_blocks(child, place))

    def _inner_blocks(self, child: Node, place: str) -> list[str]:
        if child.tag == "table":
            self.losses.append(Loss("nested-table", place))
            rows = self._grid(child, place).rows
            return [", ".join(cell for cell in row if cell) for row in rows]
        if child.tag in ("ul", "ol"):
            items = [" ".join(self._cell_blocks(item, place)).strip() for item in child.elements()]
            return [
                f"{number}. {item}" if child.tag == "ol" else f"- {item}"
                for number, item in enumerate(items, 1)
            ]
        return self._cell_blocks(child, place)

    def _line(self, run: Sequence[Node | str]) -> str:
        return markdown.tidy("".join(self._inline(child) for child in run)).strip()

    def _inline(self, child: Node | str) -> str:
        if isinstance(child, str):
            return markdown.escape(re.sub(r"\s+", " ", child))
        if self._left_out(child):
            return ""
        if child.tag == "img":
            return self._picture(child)
        if child.tag in _FIELDS:
            return self._field(child)
        text = "".join(self._inline(inner) for inner in child.children)
        return _styled(child, text)

    def _picture(self, node: Node) -> str:
        about = " ".join(node.attributes.get("alt", "").split())
        self.losses.append(Loss("picture", "", f": {about}" if about else ""))
        return markdown.escape(f"(picture: {about})") if about else ""

    def _field(self, node: Node) -> str:
        if node.attributes.get("type") == "checkbox":
            return "☒ " if "checked" in node.attributes else "☐ "
        if node.attributes.get("type") != "hidden":
            self.losses.append(Loss("form", "", node.attributes.get("name", "") or node.tag))
        return ""

    def _left_out(self, node: Node) -> bool:
        """Whether an element is not shown; what a reader would miss is told."""
        if node.tag in SILENT:
            return True
        if node.tag in _EMBEDDED:
            self.losses.append(Loss("drawing", "", _EMBEDDED[node.tag]))
            return True
        if _is_hidden(node):
            words = " ".join(node.text().split())
            if words:
                self.losses.append(Loss("hidden-text", "", words[:_SHOWN_DETAIL]))
            return True
        return False


def lost_in(node: Node) -> str:
    """The kind of loss that an element is to the text; empty for one that comes through."""
    kind = node.attributes.get("type")
    if node.tag in _EMBEDDED:
        return "drawing"
    if _is_hidden(node):
        return "hidden-text" if node.text().strip() else ""
    if node.tag == "img":
        return "picture"
    return "form" if node.tag in _FIELDS and kind not in ("checkbox", "hidden") else ""


def _short(block: str) -> str:
    """A block that may stand in others, each of which writes something before each of its lines."""
    check("text", len(block))
    return block


def _is_hidden(node: Node) -> bool:
    return "hidden" in node.attributes or bool(_HIDDEN_STYLE.search(node.attributes.get("style", "")))


def _styled(node: Node, text: str) -> str:
    """The Markdown of an element around what is inside it."""
    if node.tag == "br":
        return "\n"
    if node.tag == "code":
        return markdown.code(node.text().strip()) if node.text().strip() else ""
    if node.tag in _MARKS:
        return _marked(text, _MARKS[node.tag])
    return _linked(text, node.attributes.get("href", "")) if node.tag == "a" else text


def _marked(text: str, mark: str) -> str:
    """Emphasis closes only beside a word, so spaces at its ends go outside."""
    words = text.strip()
    if not words or "\n" in words or words.startswith(mark[0]) or words.endswith(mark[0]):
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return f"{before}{mark}{words}{mark}{after}"


def _linked(text: str, target: str) -> str:
    """Links to other places; those inside the document (footnotes, contents) are only their text."""
    target = target.strip()
    if not re.match(r"(?:https?://|mailto:)", target, re.IGNORECASE):
        return "" if text == "↑" else text
    return markdown.link(text, target) if text.strip() else ""
