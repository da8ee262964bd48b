"""Edits that rules offer: what a program can change on one line of a file, with nothing beside it.

An offer is made only where it certainly says what its author meant. What holds a pack is never offered away.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from packformat.edits import Edit
from packformat.rules.base import MOST_SEEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from packformat.rules.textfile import TextFile
    from packformat.rules.view import PackView

LARGEST = 64 * 1024
"""Bytes of a file in which a change is looked for: more than people write."""
LONGEST_LINE = 8 * 1024
"""Letters of a line that is offered anew: three pages without a break."""
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_MARK = "\ufeff"
_TWICE = re.compile(r"\(line (\d+)\)")
_SETS = re.compile(r"[\w-]+\s*[:=]\s*(?=[^\s|>\[{&*!])")
"""What stands before a value that ends with its line."""


class Anew:
    """Lines that a rule offers anew: as many as are told of it, since what follows is only counted."""

    def __init__(self) -> None:
        self._left = MOST_SEEN

    def line(self, text: TextFile, number: int, mend: Callable[[str], str]) -> Edit | None:
        """A line, mended; None for one that is too long for people to read, or will not be told."""
        self._left -= 1
        line = text.line(number)
        is_offered = self._left >= 0 and len(line) <= LONGEST_LINE
        return Edit(text.path, number, line, mend(line)) if is_offered else None


def without(wrong: Callable[[str], list[tuple[int, int]]]) -> Callable[[str], str]:
    """What takes those places, from and to, out of a line that are wrong in it."""

    def mend(line: str) -> str:
        kept, end = "", 0
        for start, stop in wrong(line.removesuffix("\r")):
            kept, end = kept + line[end:start], stop
        return kept + line[end:]

    return mend


def once(view: PackView, path: str, old: str, new: str) -> Edit | None:
    """Other words in the one place of a file that has these; None where there are more, or none."""
    text = _small(view, path)
    return Edit(path, text.count("\n", 0, text.index(old)) + 1, old, new) if text.count(old) == 1 else None


def without_item(view: PackView, path: str, start: str, item: str) -> Edit | None:
    """A list on one line without an item, both as they are written; None where no line is like that."""
    for number, line in enumerate(_small(view, path).split("\n"), 1):
        if line.startswith(start) and line.count(item) == 1:
            old = next(old for old in (f"{item}, ", f", {item}", item) if old in line)
            return Edit(path, number, old, "")
    return None


def without_line(view: PackView, path: str, line: str) -> Edit | None:
    """A file with one line left empty; None where there is no such line, or more than one."""
    numbers = [number for number, one in enumerate(_small(view, path).split("\n"), 1) if one.rstrip() == line]
    return Edit(path, numbers[0], line, "") if len(numbers) == 1 else None


def without_twin(path: str, text: str, where: str) -> Edit | None:
    """A line that says once more, to the letter, what one before it says, left empty.

    None where another line says something else of the same name.
    """
    found = _TWICE.search(where)
    lines = text.split("\n")[: int(found[1]) if found else 0]
    sets = _SETS.match(lines[-1]) if lines else None
    if sets is None or [line for line in lines if line.startswith(sets[0])] != [lines[-1]] * 2:
        return None
    return Edit(path, len(lines), lines[-1].rstrip("\r"), "")


def without_mark(path: str, text: str) -> Edit | None:
    """A file without the invisible mark with which some editors begin one; None where it has none."""
    return Edit(path, 1, _MARK, "") if text.startswith(_MARK) else None


def without_comma(path: str, data: bytes) -> Edit | None:
    """JSON without the comma after the last of some values, where that keeps it from being read."""
    text = data.decode("utf-8", "replace")
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        commas = [found.start() for found in _TRAILING_COMMA.finditer(text, 0, error.pos + 1)]
        if commas and not text[commas[-1] + 1 : error.pos].strip():
            begin = text.rfind("\n", 0, commas[-1]) + 1
            before, after = text[begin : commas[-1]], text[commas[-1] + 1 :].partition("\n")[0]
            return Edit(path, text.count("\n", 0, begin) + 1, f"{before},{after}", f"{before}{after}")
    except (ValueError, RecursionError):
        return None
    return None


def _small(view: PackView, path: str) -> str:
    """What a file says; nothing of one that is too large."""
    return view.text(path) if len(view.files[path].data) <= LARGEST else ""
