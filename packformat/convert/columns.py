"""In which order the parts of a PDF page are read: columns one after the other, between what crosses both."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

from packformat.convert.lines import IDEOGRAPH
from packformat.convert.words import FROM_THE_RIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from packformat.convert.words import Box

_MIDDLE = (0.35, 0.65)
"""The part of a page's width in which a gutter between two columns is looked for."""
_STEPS = 100
"""Places in it that are tried."""
_WIDE_LINES = 10
"""One in so many lines may go over both columns: a title, the words under a picture."""
_NARROWEST = 6
"""Points between columns; between words are fewer."""
_FEWEST_LINES = 8
_FEWEST_WORDS = 4
"""Words a line that text has and that labels beside values do not; two ideographs count as one."""


class Placed(Protocol):
    """What stands on a page and says something: a word, or a whole table."""

    @property
    def box(self) -> Box:
        """Its room."""

    @property
    def text(self) -> str:
        """What it says."""


Item = TypeVar("Item", bound=Placed)


def columns_of(items: Sequence[Item], width: float) -> list[list[Item]]:
    """What stands on a page in parts that are read one after the other; one part where no columns are.

    The order within a part is that of ``items``. What goes over both columns parts those above it from
    those below.
    """
    left, right = _gutter([item.box for item in items], width)
    tops, bottoms = _heights([item.box for item in items if item.box.left < right and item.box.right > left])
    bands: dict[tuple[int, bool], list[Item]] = {}
    for item in items:
        above = bisect_right(tops, item.box.middle[1])
        is_wide = above > 0 and item.box.middle[1] <= bottoms[above - 1]
        bands.setdefault((above, not is_wide), []).append(item)
    parts: list[list[Item]] = [[]]
    for (_, is_between), band in sorted(bands.items(), key=lambda found: found[0]):
        sides = [[item for item in band if (item.box.left < left) is is_first] for is_first in (True, False)]
        if is_between and all(_is_text(side) for side in sides):
            parts += [*(reversed(sides) if _is_from_the_right(band) else sides), []]
        else:
            parts[-1].extend(band)
    return [part for part in parts if part]


def _gutter(boxes: Sequence[Box], width: float) -> tuple[float, float]:
    """The widest strip down the middle of a page that few lines touch; all of it where there is none."""
    start, end = (width * part for part in _MIDDLE)
    step = (end - start) / _STEPS
    changes = [0] * (_STEPS + 1)
    for box in boxes:
        first, last = (int((edge - start) / step) for edge in (box.left, box.right))
        if last >= 0 and first < _STEPS:
            changes[max(first, 0)] += 1
            changes[min(last + 1, _STEPS)] -= 1
    touched = list(accumulate(changes[:_STEPS]))
    few = min(touched) + len({round(box.top) for box in boxes}) // _WIDE_LINES
    first = length = run = 0
    for place, count in enumerate(touched):
        run = run + 1 if count <= few else 0
        if run > length:
            first, length = place - run + 1, run
    if length * step < _NARROWEST:
        return 0, width
    return start + first * step, start + (first + length) * step


def _heights(boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
    """The tops and bottoms of the parts of a page's height that boxes take up, from the top."""
    tops: list[float] = []
    bottoms: list[float] = []
    for box in sorted(boxes, key=lambda box: box.top):
        if bottoms and box.top <= bottoms[-1]:
            bottoms[-1] = max(bottoms[-1], box.bottom)
        else:
            tops.append(box.top)
            bottoms.append(box.bottom)
    return tops, bottoms


def _is_text(items: Sequence[Placed]) -> bool:
    lines = {round(item.box.top) for item in items}
    said = sum(1 + len(IDEOGRAPH.findall(item.text)) // 2 for item in items)
    return len(lines) >= _FEWEST_LINES and said >= _FEWEST_WORDS * len(lines)


def _is_from_the_right(items: Sequence[Placed]) -> bool:
    return sum(bool(FROM_THE_RIGHT.search(item.text)) for item in items) * 2 > len(items)
