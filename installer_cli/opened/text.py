"""A text as HTML: line by line, with nothing of it left to act, and nothing in it left unseen.

It is shown as it is written, not rendered: whoever looks through a pack wants to see what the agent reads.
Headings are marked as such, and what names a file of the pack leads to it.
"""

from __future__ import annotations

import posixpath
import re
from html import escape

from packformat.rules.unseen import CONTROLS, DIRECTIONS, INVISIBLE, TAGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Address = Callable[[str], str]

MOST_LINES = 20_000
"""Lines of one text that are shown: a page of more is more than a browser can lay out."""
_BYTES = "\udc80-\udcff"
"""Bytes of a name that is no UTF-8."""
_LINE_BREAKS = "\u2028\u2029"
_UNSEEN = re.compile(
    # What makes a sign before it a picture is seen: the picture.
    f"(?!(?<=[\u2190-\U0001faff])\ufe0f)[\x00-\x08\x0b-\x1f\x7f{_LINE_BREAKS}{_BYTES}{CONTROLS}{INVISIBLE}{DIRECTIONS}{TAGS}]"
)
_HEADING = re.compile(r"#{1,6} ")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_NAMED = re.compile(r"(?<=\]\()[^()\s]+(?=\))|(?<=`)[^`\s]+(?=`)")
"""What may name a file: the target of a link, and what stands between two backticks."""


def reveal(text: str) -> str:
    """A text as HTML, with a mark for each sign that nobody would see."""
    parts, end = [], 0
    for found in _UNSEEN.finditer(text):
        parts += [escape(text[end : found.start()]), f"<mark>U+{ord(found[0]):04X}</mark>"]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def lines_of(path: str, text: str, address: Address) -> Iterator[str]:
    """Each line of a text as HTML; ``address`` is where a path is shown, empty for what is no file here."""
    is_markdown, in_code = path.endswith((".md", ".mdx")), False
    for number, line in enumerate(text.removesuffix("\n").split("\n")[:MOST_LINES], 1):
        in_code ^= bool(is_markdown and _FENCE.match(line))
        kind = "b" if is_markdown and not in_code and _HEADING.match(line) else "span"
        said = line.removesuffix("\r")
        body = _linked(path, said, address) if is_markdown else reveal(said)
        yield f'<li id="L{number}"><{kind}>{body}</{kind}></li>'


def _linked(path: str, line: str, address: Address) -> str:
    """A line in which everything that names a file of the pack leads there."""
    parts, end = [], 0
    for found in _NAMED.finditer(line):
        target = address(_resolved(path, found[0]))
        if target:
            parts += [
                reveal(line[end : found.start()]),
                f'<a href="{escape(target)}">{reveal(found[0])}</a>',
            ]
            end = found.end()
    return "".join([*parts, reveal(line[end:])])


def _resolved(path: str, word: str) -> str:
    """The path that a relative one means in a file."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), word.partition("#")[0]))
