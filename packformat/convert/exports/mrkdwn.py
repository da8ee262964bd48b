"""What Slack calls mrkdwn, as blocks of Markdown (docs.slack.dev, "Formatting message text").

References stand in angle brackets, of which a text that somebody typed has none: `<`, `>` and `&` are
entities there.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from packformat.convert import markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from packformat.convert.exports.people import People

_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))
_EMPHASIS = {"*": "**", "_": "*", "~": "~~"}
_REFERENCE = r"<((?:[@#!]|[A-Za-z][A-Za-z+.-]{1,20}:)[^<>\n]+)>"
_PIECES = re.compile(
    _REFERENCE
    + r"|`([^`\n]+)`|"
    + "|".join(
        rf"(?<![\w{mark}])[{mark}](?!\s)(?:<[^<>\n]*>|[^{mark}<>\n])+(?<!\s)[{mark}](?![\w{mark}])"
        for mark in _EMPHASIS
    )
)
_ITEM = re.compile(r"\s*[\u2022\u25e6\u25aa]\s+")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_MAIL = re.compile(r"mailto:", re.IGNORECASE)
_QUOTE = "&gt;"
_FENCE = "```"


class Mrkdwn:
    """Writes messages as Markdown; knows the people and the channels that they speak of."""

    def __init__(self, people: People, channels: Mapping[str, str]):
        self._people = people
        self._channels = channels
        self._references: dict[str, Callable[[str, str], str]] = {
            "@": lambda who, _: f"@{self._people.called(who)}",
            "#": lambda channel, label: (
                f"#{self._channels.get(channel) or self._people.hide(label) or channel}"
            ),
            "!": self._special,
        }

    def blocks(self, text: str) -> list[str]:
        """The blocks of a message: paragraphs, lists, quotations, code."""
        pieces = text.split(_FENCE)
        if len(pieces) % 2 == 0:  # the last one never ends, so it is no code
            pieces[-2:] = [_FENCE.join(pieces[-2:])]
        made: list[str] = []
        for number, piece in enumerate(pieces):
            if number % 2:
                made.append(markdown.code_block(self._plain(piece).strip("\n")))
            else:
                made += self._prose(piece)
        return [block for block in made if block.strip()]

    def line(self, text: str) -> str:
        """The first line of a message as plain text, without marks: what a page can be called."""
        lines = (self._plain(line.replace(_FENCE, "")).strip("*_~`>\u2022 ") for line in text.split("\n"))
        return next((line for line in lines if line), "")

    def _prose(self, text: str) -> Iterator[str]:
        for kind, lines in groupby(text.split("\n"), key=_kind):
            if kind == _QUOTE:
                inside = "\n".join(line.lstrip().removeprefix(_QUOTE) for line in lines)
                quoted = markdown.paragraph(self._inline(inside))
                yield "\n".join(f"> {line}" for line in quoted.split("\n") if line)
            elif kind == "item":
                yield markdown.list_block(
                    self._inline(_ITEM.sub("", line, count=1)).strip() for line in lines
                )
            elif kind:
                yield markdown.paragraph(self._inline("\n".join(lines)))

    def _inline(self, text: str) -> str:
        """Marks inside one another are at most three deep, because none can stand inside its own."""
        made = []
        done = 0
        for found in _PIECES.finditer(text):
            made += [self._words(text[done : found.start()]), self._piece(found)]
            done = found.end()
        return "".join([*made, self._words(text[done:])])

    def _piece(self, found: re.Match[str]) -> str:
        if found[1]:
            return self._reference(found[1])
        if found[2]:
            return markdown.code(self._people.hide(_unescaped(found[2])))
        mark = _EMPHASIS[found[0][0]]
        return f"{mark}{self._inline(found[0][1:-1])}{mark}"

    def _reference(self, inside: str) -> str:
        """A person, a channel, a group, or a link, whose address goes where it names somebody."""
        target, _, label = inside.partition("|")
        if target[0] in self._references:
            return markdown.escape(self._references[target[0]](target[1:], _unescaped(label)))
        address = _unescaped(target)
        shown = self._people.hide(_unescaped(label) or _MAIL.sub("", address))
        if self._people.hide(address) != address or not _WEB.match(address):
            return markdown.escape(shown)
        return markdown.link(markdown.escape(shown) if label else "", address)

    def _special(self, name: str, label: str) -> str:
        """`<!here>`, `<!subteam^S1|@finance>`, `<!date^…|2 March>`: what these show."""
        shown = self._people.hide(label) or name.partition("^")[0]
        return shown if shown.startswith("@") or "^" in name else f"@{shown}"

    def _words(self, text: str) -> str:
        return markdown.escape(self._people.hide(_unescaped(text)))

    def _plain(self, text: str) -> str:
        """Text without Markdown, its references as what they show."""
        pieces = re.split(_REFERENCE, text)
        return "".join(
            self._shown(piece) if number % 2 else self._people.hide(_unescaped(piece))
            for number, piece in enumerate(pieces)
        )

    def _shown(self, inside: str) -> str:
        target, _, label = inside.partition("|")
        if target[0] in self._references:
            return self._references[target[0]](target[1:], _unescaped(label))
        return self._people.hide(_unescaped(label or target))


def mentioned(text: str) -> list[str]:
    """The keys of the people that a text mentions, in its order."""
    return re.findall(r"<@([^<>|\n]+)", text)


def _kind(line: str) -> str:
    """What a line is part of: a quotation, a list, a paragraph, or nothing."""
    if line.lstrip().startswith(_QUOTE):
        return _QUOTE
    if _ITEM.match(line):
        return "item"
    return "words" if line.strip() else ""


def _unescaped(text: str) -> str:
    for entity, letter in _ENTITIES:
        text = text.replace(entity, letter)
    return text
