"""A page of an export: what it is about, where it comes from, and who said what when, day by day."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from packformat.convert import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LIKE_A_TURN = re.compile(r"(\*\* )(?=\(\d\d:\d\d:\d\d\):)")
_LONGEST_TITLE = 70
_NOT_INLINE = ("```", "> ", "- ")


class Turn(NamedTuple):
    """What one person wrote at one time: ``blocks`` are Markdown, ``when`` may be unknown."""

    who: str
    when: datetime | None
    blocks: Sequence[str]


class Draft(NamedTuple):
    """A page that is to be written; ``name`` is one among those of its day, ``day`` may be empty.

    ``facts`` say where it comes from (the values are Markdown), ``start`` are blocks before the first turn.
    """

    day: str
    name: str
    title: str
    facts: Sequence[tuple[str, str]]
    turns: Sequence[Turn]
    start: Sequence[str] = ()


def write(page: Draft) -> str:
    """The page as Markdown."""
    facts = [f"{name}: {value}" for name, value in page.facts if value]
    head = [markdown.heading(1, markdown.escape(page.title)), markdown.list_block(facts)]
    return markdown.document([*head, *map(_no_turn, page.start), *_days(page.turns)])


def moment(seconds: int) -> datetime:
    """A time in UTC; raises ValueError or OverflowError for one that no calendar has."""
    return datetime.fromtimestamp(seconds, UTC)


def short(text: str) -> str:
    """A line that is short enough for a title, cut between two words."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_TITLE:
        return line
    return f"{line[:_LONGEST_TITLE].rpartition(' ')[0] or line[:_LONGEST_TITLE]}\u2026"


def paragraphs(text: str) -> list[str]:
    """Plain text as paragraphs of Markdown."""
    return [markdown.paragraph(markdown.escape(block)) for block in text.split("\n\n") if block.strip()]


def _days(turns: Iterable[Turn]) -> Iterator[str]:
    day = ""
    for turn in turns:
        if turn.when and f"{turn.when:%Y-%m-%d}" != day:
            day = f"{turn.when:%Y-%m-%d}"
            yield markdown.heading(2, day)
        yield from _blocks(turn)


def _blocks(turn: Turn) -> Iterator[str]:
    """A turn as transcripts have it; what is no paragraph stands below who says it."""
    time = f" ({turn.when:%H:%M:%S})" if turn.when else ""
    head = f"{markdown.strong(markdown.escape(turn.who))}{time}:"
    first, *rest = map(_no_turn, turn.blocks)
    if first.startswith(_NOT_INLINE):
        yield head
        yield first
    else:
        yield f"{head} {first}"
    yield from rest


def _no_turn(block: str) -> str:
    """A block in which nobody can put words into somebody else's mouth."""
    return _LIKE_A_TURN.sub(r"\1\\", block)
