"""Whether what stands in one list stands in another too, as an auditor ticks one off against the other."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from packformat.evals.figures import number_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ONE_NUMBER = re.compile(
    r"[$\u20ac\u00a3\u00a5]?\s?[-\u2212(]?\s?(?!0\d)\d[\d.,'\u2019\u00a0 ]*\)?\s?[$\u20ac\u00a3\u00a5%]?"
)
"""An entry that is nothing but a number; one that begins with a needless zero is the number of a thing."""


class Ticked(NamedTuple):
    """What was looked for and not found, and what was there and not looked for."""

    missing: list[str]
    extra: list[str]


def tick_off(wanted: Iterable[str], found: Iterable[str], tolerance: Decimal = Decimal(0)) -> Ticked:
    """Tick off every entry of ``wanted`` against one of ``found``, each of which serves once.

    Numbers agree when they differ by at most ``tolerance``, however they are written; other entries when they
    are the same but for case and white space.
    """
    wanted_numbers, wanted_words = _parted(wanted)
    found_numbers, found_words = _parted(found)
    missing, extra = _tick_numbers(wanted_numbers, found_numbers, tolerance)
    return Ticked(missing + _without(wanted_words, found_words), extra + _without(found_words, wanted_words))


def folded(text: str) -> str:
    """The text without regard to case and to how white space is laid out."""
    return " ".join(text.casefold().split())


def _parted(entries: Iterable[str]) -> tuple[list[tuple[Decimal, str]], list[str]]:
    numbers, words = [], []
    for entry in entries:
        if _ONE_NUMBER.fullmatch(entry.strip()):
            numbers.append((number_in(entry), entry))
        else:
            words.append(entry)
    return sorted(numbers), words


def _tick_numbers(
    wanted: Sequence[tuple[Decimal, str]], found: Sequence[tuple[Decimal, str]], tolerance: Decimal
) -> Ticked:
    """Going up both sorted lists together, the smallest that fits is the one that is needed least later."""
    missing, extra, place = [], [], 0
    for number, entry in wanted:
        while place < len(found) and found[place][0] < number - tolerance:
            extra.append(found[place][1])
            place += 1
        if place < len(found) and found[place][0] <= number + tolerance:
            place += 1
        else:
            missing.append(entry)
    return Ticked(missing, extra + [entry for _number, entry in found[place:]])


def _without(entries: Iterable[str], others: Iterable[str]) -> list[str]:
    """The entries for which there is no other left."""
    left, lone = Counter(map(folded, others)), []
    for entry in entries:
        if left[folded(entry)]:
            left[folded(entry)] -= 1
        else:
            lone.append(entry)
    return lone
