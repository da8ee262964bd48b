"""What a file mentions: paths, and names of components and of other packs.

Read as text, as an agent reads it. Prose names a component by a link, by its kind ("the skill bank-rec"), or
as one calls it ("/bank-rec", "close:bank-rec"); a page that tells the agent what to do also by the name
alone, in backticks. A program names what it opens by a path, whose pieces it often joins while it runs. Data
names nothing but paths.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from packformat.component import KINDS
from packformat.errors import CtxpackError
from packformat.frontmatter import read_frontmatter
from packformat.paths import PLUGIN_ROOT
from packformat.placement import MEMORY, SKILLS
from packformat.powers.programs import is_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.archive import Entry

PAGES = ("skill", "agent", "command", "style")
"""Kinds whose pages tell the agent what to do."""
_SAMPLES = ("eval", "example")
"""Kinds whose texts speak of work, not of the pack."""
_FOR_PEOPLE = ("README", "CHANGELOG")
"""Pages that speak of the whole pack; nobody works with them."""
_PROSE = (".md", ".markdown", ".mdx", ".txt", ".rst", ".toml")
_WORD = re.compile(r"[\w-]+")
_PATH = re.compile(r"[^\s\"'`()\[\]<>,;|=\\]+")
_HELD = re.compile(r"[`\"'(\[<]([^`\"'()\[\]<>\n]{1,200})(?=[`\"')\]>])")
"""What is held together by quotes or brackets: names with spaces, which nothing else tells apart."""
TOOL = "mcp__"
"""How the name of a server's tool begins: ``mcp__<server>__<tool>``, with words before the server's name."""
_AROUND = ".,:;!?*_"
_LONGEST_PATH = 500
"""Characters; paths of a pack are shorter, and what is longer is data."""
MOST_READ = 1024 * 1024
"""Bytes of a file that are read: pages and programs are far smaller, and data mentions nothing."""
_INSTALLED = {f"{SKILLS}/": "", f"{MEMORY}/": "memory/"}
"""Where packs and their memories are installed, and how the same path begins inside a pack."""
_KIND = rf"(?:sub-?)?({'|'.join(KINDS)})s?"
_BEFORE = re.compile(rf"(?i)\b{_KIND}[ \n][`\"*]*(\w[\w-]*)")
_AFTER = re.compile(rf"(?i)(?<![\w-])(\w[\w-]*)[`\"*]*[ \n]{_KIND}\b")
_CALLED = re.compile(r"(?:(?<![\w.}/])/|\w:|(?<![\w.])@(?:agent-)?)(\w[\w-]*)(?![\w/.-])")
_TICKED = re.compile(r"`([\w-]+)`")
_QUOTED = re.compile(r"[\"'`]([\w.-]+)[\"'`]")
_TOLD_OTHERWISE = ("name", "description", "when_to_use")
"""Fields of front matter that say what a page is, in words of the language."""

Names = frozenset[str]
_NONE: Names = frozenset()


class Mentions(NamedTuple):
    """What one file mentions, all but the paths in small letters.

    ``paths`` are as they are written, of names with spaces the last part; ``kinds`` are names with the kind
    beside them, ``kind:name``; ``called`` are names as one calls them, or alone in backticks where it counts;
    ``quoted`` are the texts in quotes of a program; ``tools`` are those of servers; ``words`` are all.
    """

    paths: Names = _NONE
    words: Names = _NONE
    kinds: Names = _NONE
    called: Names = _NONE
    quoted: Names = _NONE
    tools: Names = _NONE


def mentions_of(entry: Entry, kind: str) -> Mentions:
    """Read what a file of a component of this kind mentions (empty for a file of none).

    A file that is no text, or a page for people, mentions nothing.
    """
    if entry.path.rpartition("/")[2].upper().startswith(_FOR_PEOPLE):
        return Mentions()
    if b"\0" in entry.data[:MOST_READ]:
        return Mentions()
    text = entry.data[:MOST_READ].decode("utf-8", "ignore")
    words = frozenset(word.strip("-") for word in _WORD.findall(text.lower()))
    said = Mentions(_paths(text), words, tools=frozenset(word for word in words if word.startswith(TOOL)))
    if is_source(entry.path, entry.data):
        return said._replace(quoted=_small(_QUOTED.findall(text)))
    if kind in _SAMPLES or not entry.path.lower().endswith(_PROSE):
        return said
    kinds = [*_BEFORE.findall(text), *((kind, name) for name, kind in _AFTER.findall(text))]
    called = [*_CALLED.findall(text), *_front_names(entry.path, text)]
    if kind in PAGES:
        called += _TICKED.findall(text)
    return said._replace(kinds=_small(map(":".join, kinds)), called=_small(called))


def _small(words: Iterable[str]) -> Names:
    return frozenset(word.lower() for word in words)


def _paths(text: str) -> Names:
    tokens = {token for token in _PATH.findall(text) if len(token) <= _LONGEST_PATH}
    held = {name for name in _HELD.findall(text) if " " in name or "%20" in name}
    spaced = (name.replace("%20", " ").rpartition("/")[2] for name in held)
    return frozenset([*filter(None, map(_bare, tokens)), *spaced])


def _bare(token: str) -> str:
    """A path without what stands around it in prose; empty for what is none."""
    path = token.replace(PLUGIN_ROOT, "").partition("#")[0].lstrip("@*").rstrip(_AROUND)
    for place, inside in _INSTALLED.items():
        before, found, below = path.rpartition(place)
        path = inside + below.partition("/")[2] if found else before + below
    return path if "/" in path or "." in path else ""


def _front_names(path: str, text: str) -> Iterator[str]:
    """The words of front matter that a client reads as names: skills of an agent, the agent of a command."""
    try:
        fields = read_frontmatter(path, text).fields
    except CtxpackError:
        return
    for key, value in fields.items():
        if key not in _TOLD_OTHERWISE:
            yield from _WORD.findall(" ".join(_texts(value)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)
