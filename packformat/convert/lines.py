"""The lines of a PDF page, and what stands on each."""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from packformat.convert.words import FROM_THE_RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from packformat.convert.words import Word

IDEOGRAPH = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]")
"""Letters of scripts that put no space between words."""
_UNLIKE = 2.2
"""How many times as high one of two words is that are not on one line: first letters as high as lines."""


class Line(NamedTuple):
    """A line of text: its place from the left and the top of the page, and its letters' size, in points."""

    text: str
    left: float
    top: float
    bottom: float
    size: float


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines that words stand on, from the top; ``words`` come in the order in which they were read."""
    places = sorted(range(len(words)), key=lambda place: words[place].box.middle[1])
    rows: list[list[int]] = []
    for place in places:
        if rows and _on_one_line(words[rows[-1][-1]], words[place]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [_line([words[place] for place in sorted(row)]) for row in rows]


def joined(lines: Iterable[str]) -> str:
    """Lines of one paragraph as one: without a space where a word, or a script without spaces, goes on."""
    text = ""
    for line in lines:
        goes_on = text[-1:] == "-" and text[-2:-1].isalpha() and line[:1].islower()
        is_close = bool(IDEOGRAPH.match(text[-1:]) and IDEOGRAPH.match(line[:1]))
        text += line if goes_on or is_close or not text else f" {line}"
    return text


def _on_one_line(one: Word, other: Word) -> bool:
    """Whether the middle of the lower of two words, a small raised one too, is on the height of the other."""
    small, large = sorted((one.box, other.box), key=lambda box: box.bottom - box.top)
    if large.bottom - large.top > _UNLIKE * (small.bottom - small.top):
        return False
    return large.top <= small.middle[1] <= large.bottom


def _line(words: list[Word]) -> Line:
    """Words of one line from the left; where some are written from the right, as the library read them."""
    if not any(FROM_THE_RIGHT.search(word.text) for word in words):
        words.sort(key=lambda word: word.box.left)
    return Line(
        " ".join(word.text for word in words),
        min(word.box.left for word in words),
        min(word.box.top for word in words),
        max(word.box.bottom for word in words),
        median(word.size for word in words),
    )
