"""What the memories of packs lay down by name, terms and figures, and where two packs part.

Figures stand in a `constants.json` as ``{"constants": {"name": {"value": …, "unit": …}}}``; terms in a table
whose first column is headed `term`, or in a list as ``- **Term**: meaning``.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from packformat.errors import UNREADABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CONSTANTS = "constants.json"
_LISTED = re.compile(r"^[-*] \*\*(?P<term>[^*]+)\*\*: *(?P<meaning>.+)$")
_HEADS = frozenset(("term", "word"))
_RULER = re.compile(r"[|: -]+")


class Statement(NamedTuple):
    """A term or figure of a pack, what it says, and where: the file, and the line from 1."""

    name: str
    value: str
    unit: str
    pack: str
    path: str
    line: int

    @property
    def shown(self) -> str:
        """The value as people say it."""
        return f"{self.value} {self.unit}".strip()

    @property
    def same(self) -> object:
        """What is equal for two statements that say the same: numbers by value, words without their dress."""
        try:
            return Decimal(self.value)
        except InvalidOperation:
            return " ".join(self.value.casefold().strip(" .").split())


def statements_of(pack: str, path: str, data: bytes) -> Iterator[Statement]:
    """What one file of a pack's memories lays down; nothing where it cannot be read."""
    text = data.decode("utf-8", "replace")
    if path.endswith(f"/{_CONSTANTS}"):
        yield from _figures(pack, path, text)
    elif path.endswith(".md"):
        for line, term, meaning in _terms(text):
            yield Statement(term, meaning, "", pack, path, line)


def contradictions(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements by two packs under one name that say different things, each name once."""
    by_name: dict[str, dict[str, Statement]] = {}
    for statement in statements:
        by_name.setdefault(" ".join(statement.name.casefold().split()), {}).setdefault(
            statement.pack, statement
        )
    for packs in by_name.values():
        first, *others = packs.values()
        yield from ((first, other) for other in others if other.same != first.same)


def _figures(pack: str, path: str, text: str) -> Iterator[Statement]:
    try:
        constants = json.loads(text)["constants"].items()
    except UNREADABLE:
        return
    for name, constant in constants:
        if isinstance(constant, dict) and isinstance(constant.get("value"), (str, int, float)):
            line = text.count("\n", 0, text.find(json.dumps(name))) + 1
            yield Statement(name, str(constant["value"]), str(constant.get("unit", "")), pack, path, line)


def _terms(text: str) -> Iterator[tuple[int, str, str]]:
    is_glossary = False
    for number, line in enumerate(text.split("\n"), 1):
        listed = _LISTED.match(line)
        if listed:
            yield number, listed["term"], listed["meaning"]
        if not line.startswith("|"):
            is_glossary = False
            continue
        cells = [cell.strip(" *`") for cell in line.strip().strip("|").split("|")]
        if cells[0].casefold() in _HEADS:
            is_glossary = True
        elif is_glossary and len(cells) > 1 and not _RULER.fullmatch(line.strip()):
            yield number, cells[0], cells[1]
