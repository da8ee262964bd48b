"""Passages: a text as it is read, two sentences or a few lines of code at a time."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROSE, CODE = "prose", "code"
_FRONT = "---"
_FENCE = re.compile(r"\s*(?:```|~~~)")
_NEW_PARAGRAPH = re.compile(r"\s*(?:[-*+>|#]|\d{1,3}[.)]\s)")
_ENTRY = re.compile(r"\s*(?:[-*+|]|\d{1,3}[.)]\s)")
_FIELD = re.compile(r"[A-Za-z][\w-]*:\s")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s\"')*]{1,9}(?=\S)|(?<=[\u3002\uff01\uff1f])")
_QUOTATION = (">", "|")
_SPEECH = re.compile('["\u201c\u201d]')
_BOTH_QUOTES = 2
_SHORT = 25
"""Characters up to which a sentence says little by itself; it is read with the next one."""
_LONGEST = 300
"""Characters of one unit; what is longer is cut."""
_SENTENCES, _LINES, _STEP = 2, 8, 4
_WIDEST = 600
"""Characters of a passage of code, its first line aside."""


class Unit(NamedTuple):
    """A sentence or a line of code, and the line on which it begins."""

    line: int
    said: str


class Passage(NamedTuple):
    """Neighbouring units that are read together; ``kind`` is `PROSE` or `CODE`."""

    kind: str
    units: tuple[Unit, ...]


def is_quotation(said: str) -> bool:
    """Whether a sentence stands in a quotation or a table, or has words between quotes."""
    return said.lstrip().startswith(_QUOTATION) or len(_SPEECH.findall(said)) >= _BOTH_QUOTES


def passages_of(text: str, *, is_prose: bool) -> Iterator[Passage]:
    """The passages of a text in their order; of Markdown and other prose, what stands in fences is code.

    An entry of a list is read with the sentence that leads to the list.
    """
    lines = text.split("\n")
    blocks = _blocks(lines) if is_prose else iter([(CODE, 1, lines)])
    lead = list[Unit]()
    for kind, first, block in blocks:
        if kind == CODE:
            yield from _windows(CODE, _code_units(first, block), _LINES, _STEP)
            continue
        units = list(_sentences(first, "\n".join(block)))
        is_entry = bool(block and _ENTRY.match(block[0]))
        for passage in _windows(PROSE, units, _SENTENCES, 1):
            yield Passage(PROSE, (*lead, *passage.units)) if is_entry else passage
        if units and not is_entry:
            lead = units[-1:] if units[-1].said.rstrip().endswith((":", "\uff1a")) else []


def _blocks(lines: list[str]) -> Iterator[tuple[str, int, list[str]]]:
    """Paragraphs, entries of lists, fields of front matter and fenced code, each with its first line."""
    kind, first, block = PROSE, 1, list[str]()
    in_front = lines[0].rstrip() == _FRONT
    for number, line in enumerate(lines, start=1):
        is_blank = not line or line.isspace()
        if is_blank and kind == PROSE and not block:
            continue
        is_fence = bool(_FENCE.match(line))
        is_edge = in_front and line.rstrip() == _FRONT
        if kind == PROSE or is_fence:
            in_front = in_front and not (is_edge and number > 1)
            begins = (_FIELD if in_front else _NEW_PARAGRAPH).match(line)
            if block and (is_fence or is_edge or begins or is_blank):
                yield kind, first, block
                block = []
            if is_fence or is_edge or is_blank:
                kind = CODE if is_fence and kind == PROSE else PROSE
                continue
        first = first if block else number
        block.append(line)
    yield kind, first, block


def _sentences(first: int, paragraph: str) -> Iterator[Unit]:
    start, line = 0, first
    for found in _SENTENCE_END.finditer(paragraph):
        if found.start() - start >= _SHORT:
            yield from _cut(line, paragraph[start : found.start()])
            line += paragraph.count("\n", start, found.end())
            start = found.end()
    yield from _cut(line, paragraph[start:])


def _cut(line: int, sentence: str) -> Iterator[Unit]:
    for begin in range(0, len(sentence), _LONGEST):
        said = sentence[begin : begin + _LONGEST]
        if said.strip():
            yield Unit(line, said)
        line += said.count("\n")


def _code_units(first: int, lines: list[str]) -> Iterator[Unit]:
    for number, line in enumerate(lines, start=first):
        if line and not line.isspace():
            yield from _cut(number, line)


def _windows(kind: str, units: Iterable[Unit], width: int, step: int) -> Iterator[Passage]:
    """Units by the window, read no further than one beyond it: who reads only some pays for no more."""
    rest = iter(units)
    ahead = list(islice(rest, width + 1))
    end = 0
    while end < len(ahead):
        end, room = 0, _WIDEST
        while end < min(len(ahead), width) and (end == 0 or len(ahead[end].said) <= room):
            room -= len(ahead[end].said)
            end += 1
        yield Passage(kind, tuple(ahead[:end]))
        if end < len(ahead):
            del ahead[: min(step, end)]
            ahead.extend(islice(rest, width + 1 - len(ahead)))
            end = 0
