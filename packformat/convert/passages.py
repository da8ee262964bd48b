"""Lines of a PDF page as headings, items of lists and paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from packformat.convert import markdown
from packformat.convert.lines import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.convert.lines import Line

_LARGER = 1.15
"""How much larger than the text around it a line has to be to count as a heading."""
_PARTING = 0.75
"""The gap between two lines, as a part of their height, from which a new paragraph begins."""
_BULLET = re.compile("^[•●▪‣◦■□➢\u2013·\uf0b7\uf0a7]\\s+")
"""Signs before items; the last two are those of the fonts of symbols that office programs use."""
_NUMBER = re.compile(r"^(\d{1,3})[.)]\s+(?=\S)")
_INDENT = 4
"""Points by which an item stands further in than the one that it belongs to."""
_LONGEST_HEADING = 120


def passages(lines: Iterable[Line], body: float) -> Iterator[tuple[float, str]]:
    """Blocks of Markdown, each with its place from the top; ``body`` is the usual size of letters."""
    levels: list[float] = []
    for run in _runs(lines, body):
        text = joined(line.text for line in run)
        found = _BULLET.match(text) or _NUMBER.match(text)
        if _is_heading(run[0], body):
            yield run[0].top, _heading(text, run[0].size / body)
        elif found:
            levels = [*(level for level in levels if level < run[0].left - _INDENT), run[0].left]
            marker = f"{found[1]}. " if found.re is _NUMBER else "- "
            item = marker + markdown.escape(text[found.end() :])
            yield run[0].top, "   " * (len(levels) - 1) + item
            continue
        else:
            yield run[0].top, markdown.paragraph(markdown.escape(text))
        levels = []


def _runs(lines: Iterable[Line], body: float) -> Iterator[list[Line]]:
    """Lines that are one heading, item or paragraph."""
    run: list[Line] = []
    for line in lines:
        if run and (_is_heading(line, body) != _is_heading(run[-1], body) or _parts(run[-1], line)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _is_heading(line: Line, body: float) -> bool:
    return line.size >= body * _LARGER and len(line.text) <= _LONGEST_HEADING


def _parts(above: Line, line: Line) -> bool:
    gap = line.top - above.bottom
    new_item = bool(_BULLET.match(line.text) or _NUMBER.match(line.text))
    return new_item or gap > _PARTING * (line.bottom - line.top) or abs(line.size - above.size) > 1


def _heading(text: str, ratio: float) -> str:
    level = 1 if ratio >= 1.6 else 2 if ratio >= 1.3 else 3  # noqa: PLR2004 - usual type scales
    return markdown.heading(level, markdown.escape(text))
