"""Edits that write a field of a TOML file as it was meant, for whoever tries them on the file."""

from __future__ import annotations

import re
import tomllib
from itertools import takewhile
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.edits import Edit, apply_edits
from packformat.tomltext import toml_key, toml_value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from packformat.errors import CtxpackError

    Again = Callable[[bytes], list[CtxpackError]]

_INDEX = re.compile(r"\[\d+\]")
_LONGEST_LINE, _MOST_LINES = 2000, 2000
"""Characters of a line, and lines of a file, that somebody wrote by hand."""


def meant_edits(path: str, lines: list[str], problem: CtxpackError) -> Iterator[Edit]:
    """What could write a field in the form that fits, where a violation of the schema says which that is."""
    if "meant" not in problem.data:
        return
    value, meant = problem.data["value"], problem.data["meant"]
    field = str(problem.data["field"]).strip("`")
    name = field.rpartition(".")[2]
    called = str(problem.data.get("key", name))
    for number, line in _numbered(lines):
        for old, new in _rewritten(line, name, called, value, meant):
            yield Edit(path, number, old, new)


def answers(edit: Edit, data: bytes, problem: CtxpackError, known: set[str], again: Again) -> bool:
    """Whether a problem of a file is gone after an edit, and no other has come that was not ``known``."""
    left = again(apply_edits([Entry(edit.path, data)], [edit])[0].data)
    return {one.message for one in left} <= known - {problem.message}


def place_of(lines: list[str], problem: CtxpackError) -> int:
    """The line that a problem is about, as near as the file says it; 0 where it says nothing of it."""
    every = _numbered(lines)
    told = (problem.data.get(key) for key in ("specifier", "version", "name"))
    for word in (toml_value(text) for text in told if isinstance(text, str)):
        return _first(every, word)
    required = str(problem.data.get("cycle", "")).partition(" ")[0]
    field = str(problem.data.get("field", required)).strip("`")
    place = 0
    for name in _INDEX.sub("", field).split(".") if field else ():
        sets = re.compile(rf"(?<![\w-]){re.escape(name)}(?:[\"']?\s*=|\]\]?\s*$)")
        inside = _table(every, place) if place else every
        place = next((number for number, line in inside if sets.search(line)), place)
    value = problem.data.get("value")
    written = toml_value(value) if isinstance(value, (str, int)) else ""
    after = [row for row in every if row[0] >= place] if place and written else []
    return _first(after, written) or place


def _numbered(lines: list[str]) -> list[tuple[int, str]]:
    first = enumerate(lines[:_MOST_LINES], 1)
    return [(number, line) for number, line in first if len(line) <= _LONGEST_LINE]


def _first(numbered: list[tuple[int, str]], word: str) -> int:
    return next((number for number, line in numbered if word in line), 0)


def _table(numbered: list[tuple[int, str]], place: int) -> list[tuple[int, str]]:
    """The lines of what begins on a line: of a table all before the next one, of all else that line."""
    head, *rest = (row for row in numbered if row[0] >= place)
    is_header = head[1].startswith("[")
    return [head, *takewhile(lambda row: is_header and not row[1].startswith("["), rest)]


def _rewritten(line: str, name: str, called: str, value: object, meant: object) -> Iterator[tuple[str, str]]:
    """What stands on a line, and what should stand there in its place."""
    olds = [toml_value(value), f"'{value}'"]
    if name.endswith("]"):
        yield from ((old, toml_value(meant)) for old in olds if old in line)
        return
    key, header = re.escape(toml_key(name)), line.strip()
    new = f"{toml_key(called)} = {toml_value(meant)}"
    if header in {f"[{name}]", f"[[{name}]]"}:
        yield header, f"[[{called}]]" if isinstance(meant, list) else f"[{called}]"
    sets = re.match(rf"\s*({key}\s*=\s*(.*\S))\s*", line)
    if sets and _says(sets[2], value):
        yield sets[1], new
    for old in olds:
        inner = re.search(rf"(?<![\w-]){key}\s*=\s*{re.escape(old)}", line)
        if inner:
            yield inner[0], new


def _says(written: str, value: object) -> bool:
    """Whether it is the value and nothing beside it, such as a comment."""
    try:
        return "#" not in written and bool(tomllib.loads(f"x = {written}")["x"] == value)
    except tomllib.TOMLDecodeError:
        return False
