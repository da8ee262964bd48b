"""The lines of a PDF page, and whether they stand in two columns."""

from __future__ import annotations

import re
from statistics import median
from typing import Any, NamedTuple

_MIDDLE = (0.35, 0.65)
"""The part of a page's width in which a gutter between two columns is looked for."""
_FEWEST_LINES = 8
_FEWEST_WORDS = 4
"""Words a line that text has and that labels beside values do not."""


class Line(NamedTuple):
    """A line of text: its place from the top of the page, and the size of its letters, in points."""

    text: str
    top: float
    bottom: float
    size: float


_UNNAMED = re.compile(r"\(cid:(\d+)\)")
_BULLETS = frozenset((127, 129, 141, 143, 144, 157))


def readable(text: str) -> str:
    """Text of a page; codes that the usual encoding leaves unused are bullets (ISO 32000, annex D)."""
    return _UNNAMED.sub(lambda found: "\u2022" if int(found[1]) in _BULLETS else found[0], text)


def unreadable(text: str) -> int:
    """How many letters of a text are only numbers, because the document does not say what they are."""
    return len(_UNNAMED.findall(text))


def lines_of(page: Any) -> list[Line]:
    """The lines of a page or a part of one, from the top."""
    found = page.extract_text_lines(return_chars=True)
    return [
        Line(
            " ".join(readable(line["text"]).split()),
            line["top"],
            line["bottom"],
            median(char["size"] for char in line["chars"]),
        )
        for line in found
        if line["text"].strip()
    ]


def columns_of(page: Any) -> list[Any]:
    """The page itself, or its two columns, when a gutter that no word crosses parts lines of text."""
    words = page.extract_words()
    left, right = (page.bbox[0] + page.width * part for part in _MIDDLE)
    crossing = sorted((word["x0"], word["x1"]) for word in words if word["x1"] > left and word["x0"] < right)
    gutter = _gap(crossing, left, right)
    if gutter is None:
        return [page]
    sides = [[word for word in words if (word["x1"] <= gutter) is is_left] for is_left in (True, False)]
    if any(not _is_text(side) for side in sides):
        return [page]
    x0, top, x1, bottom = page.bbox
    return [page.crop((x0, top, gutter, bottom)), page.crop((gutter, top, x1, bottom))]


def _gap(spans: list[tuple[float, float]], left: float, right: float) -> float | None:
    """The middle of the widest stretch between ``left`` and ``right`` that no span touches."""
    edge, best = left, (0.0, 0.0)
    for start, end in [*spans, (right, right)]:
        best = max(best, (start - edge, (start + edge) / 2))
        edge = max(edge, end)
    return best[1] if best[0] > 1 else None


def _is_text(words: list[dict[str, Any]]) -> bool:
    tops = {round(word["top"]) for word in words}
    return len(tops) >= _FEWEST_LINES and len(words) >= _FEWEST_WORDS * len(tops)
