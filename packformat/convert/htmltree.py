"""HTML as a tree, read as browsers do where pages leave ends out."""

from __future__ import annotations

import html
from html.parser import HTMLParser
from itertools import takewhile

from packformat.codes import FORMAT
from packformat.convert.limits import check

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_PARTS = (
    "address article aside blockquote center details div dl fieldset figure footer form header hr main nav ol"
)
_ENDS_PARAGRAPH = frozenset((*_PARTS.split(), "p", "pre", "section", "table", "ul", *HEADINGS))
BLOCKS = _ENDS_PARAGRAPH | {"body", "caption", "dd", "dt", "figcaption", "html", "li", "summary"}
"""Elements that stand on lines of their own."""
_SECTIONS = frozenset(("caption", "thead", "tbody", "tfoot"))
_CLOSES: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol"))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "tr": (frozenset(("tr", "caption")), frozenset(("table",))),
    "thead": (_SECTIONS, frozenset(("table",))),
    "tbody": (_SECTIONS, frozenset(("table",))),
    "tfoot": (_SECTIONS, frozenset(("table",))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""What an opening tag ends that was left open, and what it does not look beyond."""


class Node:
    """An element: its name, its attributes, and the elements and texts inside it."""

    __slots__ = ("attributes", "children", "is_block", "tag")

    def __init__(self, tag: str, attributes: dict[str, str] | None = None):
        self.tag = tag
        self.attributes = attributes or {}
        self.children: list[Node | str] = []
        self.is_block = tag in BLOCKS
        """Whether it, or anything inside it, stands on lines of its own."""

    def elements(self) -> list[Node]:
        """The elements directly inside."""
        return [child for child in self.children if isinstance(child, Node)]

    def text(self) -> str:
        """All text inside, one string."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)


def parse_html(text: str) -> Node:
    """The tree of a page or a piece of one; raises E_CONVERT_LARGE for too many elements or too deep ones."""
    parser = _Parser()
    try:
        parser.feed(text)
    except AssertionError as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what="a page", reason=str(error)) from None
    parser.end()
    return parser.root


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("")
        self._open = [self.root]
        self._tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        check("tags", self._tags)
        self._end_what_was_left_open(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(node)
        if node.is_block:
            for above in takewhile(lambda above: not above.is_block, reversed(self._open)):
                above.is_block = True
        if tag not in _VOID:
            check("nesting", len(self._open))
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A slash at the end means nothing in HTML, except where the writer was an XML program."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag == tag:
                del self._open[place:]
                return
            if self._open[place].tag == "table" and tag != "table":
                return

    def end(self) -> None:
        """What was left open at the end is text; the library's own end looks for it again at every letter."""
        if self.rawdata:
            self.handle_data(html.unescape(self.rawdata))

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def _end_what_was_left_open(self, tag: str) -> None:
        if tag in _ENDS_PARAGRAPH and self._open[-1].tag == "p":
            self._open.pop()
        ended, barriers = _CLOSES.get(tag, (frozenset(), frozenset()))
        for place in range(len(self._open) - 1, 0, -1):
            if self._open[place].tag in ended:
                del self._open[place:]
                return
            if self._open[place].tag in barriers:
                return
