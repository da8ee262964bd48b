"""What stands in a page: its fields, its names, its links and its citations."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINK = re.compile(r"\[[^\[\]]*\]\(([^)\s]+)\)")
_DOUBLE = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\](?!\()")
_CODE = re.compile(r"(?<!`)(`+)(?!`)[^`]+\1")
_CITATION = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*):(\d+)(?:-(\d+))?\]")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z+.-]*:|#")
_FENCES = ("```", "~~~")


class Link(NamedTuple):
    """A link to another file of the wiki: its line, from 1, and its target without the anchor."""

    line: int
    target: str


class Citation(NamedTuple):
    """``[source-id:12-14]``: its line in the page, the source, and the source's first and last line."""

    line: int
    source: str
    first: int
    last: int


class Page(NamedTuple):
    """One page; its slug is the name of its file without the ending."""

    slug: str
    fields: dict[str, str]
    body: str
    body_line: int

    @property
    def title(self) -> str:
        """The title, or the slug of a page that has none."""
        return self.fields.get("title") or self.slug

    @property
    def kind(self) -> str:
        """The type that the page says it is of; empty when it says none."""
        return self.fields.get("type", "")

    @property
    def updated(self) -> str:
        """The day on which the page was last held against its sources; empty when it says none."""
        return self.fields.get("updated", "")

    @property
    def names(self) -> list[str]:
        """The title and the other names under which people look for the page."""
        return [self.title, *items(self.fields.get("aliases", ""))]

    def prose(self) -> list[tuple[int, str]]:
        """The lines outside code, numbered as in the file."""
        lines = []
        fenced = False
        for number, line in enumerate(self.body.split("\n"), start=self.body_line):
            if line.startswith(_FENCES):
                fenced = not fenced
            elif not fenced:
                lines.append((number, line))
        return lines

    def links(self) -> list[Link]:
        """Links to files; addresses of the web and places within the page are none."""
        return [
            Link(number, target.partition("#")[0])
            for number, line in self.prose()
            for target in _LINK.findall(line)
            if not _ELSEWHERE.match(target)
        ]

    def double_links(self) -> list[Link]:
        """Links as note programs write them, ``[[page]]``, which nothing here follows."""
        return [
            Link(number, target.strip())
            for number, line in self.prose()
            for target in _DOUBLE.findall(_CODE.sub("", line))
        ]

    def citations(self) -> list[Citation]:
        """Every citation of a source by its lines."""
        return [
            Citation(number, found[1], int(found[2]), int(found[3] or found[2]))
            for number, line in self.prose()
            for found in _CITATION.finditer(line)
        ]

    def first_sentence(self) -> str:
        """What the index says of the page: its first sentence that is no heading, list or table."""
        for _, line in self.prose():
            if line.strip() and not line.startswith(("#", "|", ">", "-", "*", "!")):
                plain = _LINK.sub(lambda found: found[0].partition("]")[0][1:], _CITATION.sub("", line))
                return re.split(r"(?<=[.!?])\s", " ".join(plain.split()), maxsplit=1)[0]
        return ""


def read_page(slug: str, text: str) -> Page:
    """A page from its text."""
    fields, body, line = split_fields(text)
    return Page(slug, fields, body, line)


def split_fields(text: str) -> tuple[dict[str, str], str, int]:
    """The fields between two lines ``---`` at the top, the text below, and the line on which that begins."""
    lines = text.split("\n")
    ends = [number for number, line in enumerate(lines) if line.strip() == "---"]
    if lines[0].strip() != "---" or len(ends) == 1:
        return {}, text, 1
    pairs = (line.partition(":") for line in lines[1 : ends[1]] if ":" in line)
    fields = {key.strip(): value.strip().strip("\"'") for key, _, value in pairs}
    return fields, "\n".join(lines[ends[1] + 1 :]), ends[1] + 2


def items(value: str) -> list[str]:
    """The entries of ``[a, b]``, or of a single value."""
    return [item.strip().strip("\"'") for item in value.strip("[]").split(",") if item.strip()]
