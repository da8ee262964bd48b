"""What the memories of packs lay down by name: terms, rules, figures, claims.

Figures stand in a `constants.json` as ``{"constants": {"name": {"value": …, "unit": …}}}``, claims in a
`claims.json` as ``{"claims": [{"title": …, "text": …}]}``; terms and rules in a table whose first column is
headed `term`, or in a list as ``- **Term**: meaning``.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from packformat.errors import UNREADABLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_CONSTANTS, _CLAIMS = "constants.json", "claims.json"
_LISTED = re.compile(r"^[-*] \*\*(?P<term>[^*]+)\*\*: *(?P<meaning>.+)$")
_BESIDE = re.compile(r"( Source: .*| Holds until [0-9]{4}-[0-9]{2}-[0-9]{2}\.)$")
"""What the contribute pages write after a rule: where it comes from and how long it holds."""
_HEADS = frozenset(("term", "word"))
_NUMBER = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]+)(?:\.(?P<part>[0-9]+))?(?= |$)")
"""The number that a value begins with, which `0.00` and `0` write in two ways."""
_RULER = re.compile(r"[|: -]+")


class Statement(NamedTuple):
    """A term, rule, figure or claim of a pack: what it says, and where: the file, and the line from 1."""

    name: str
    value: str
    unit: str
    pack: str
    path: str
    line: int

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return key_of(self.name)

    @property
    def shown(self) -> str:
        """The value as people say it."""
        return f"{self.value} {self.unit}".strip()


def key_of(name: str) -> str:
    """A name as it is compared: case and the width of spaces do not count."""
    return " ".join(name.casefold().split())


def undressed(value: str) -> str:
    """What is equal for two values that say the same: a number, if there is one, and the words after it."""
    plain = " ".join(value.casefold().strip(" .").split())
    number = _NUMBER.match(plain)
    if number is None:
        return plain
    whole, part = number["whole"].lstrip("0"), (number["part"] or "").rstrip("0")
    sign = number["sign"] if whole or part else ""
    return f"{sign}{whole or 0}{'.' if part else ''}{part}{plain[number.end() :]}"


def statements_of(pack: str, path: str, data: bytes) -> Iterator[Statement]:
    """What one file of a pack's memories lays down; nothing where it cannot be read."""
    text = data.decode("utf-8", "replace")
    if path.endswith(f"/{_CONSTANTS}"):
        yield from _figures(pack, path, text)
    elif path.endswith(f"/{_CLAIMS}"):
        yield from _claims(pack, path, text)
    elif path.endswith(".md"):
        for line, term, meaning in _terms(text):
            yield Statement(term, meaning, "", pack, path, line)


def _figures(pack: str, path: str, text: str) -> Iterator[Statement]:
    try:
        constants = json.loads(text)["constants"].items()
    except UNREADABLE:
        return
    for name, constant in constants:
        if isinstance(constant, dict) and isinstance(constant.get("value"), (str, int, float)):
            unit = str(constant.get("unit", ""))
            yield Statement(name, str(constant["value"]), unit, pack, path, _line_of(text, name))


def _claims(pack: str, path: str, text: str) -> Iterator[Statement]:
    """Claims by their titles: ids, such as `C01`, are numbers that every pack gives out anew."""
    try:
        claims: list[Any] = list(json.loads(text)["claims"])
    except UNREADABLE:
        return
    for claim in claims:
        if isinstance(claim, dict) and all(isinstance(claim.get(field), str) for field in ("title", "text")):
            title = claim["title"]
            yield Statement(title, claim["text"], "", pack, path, _line_of(text, title))


def _line_of(text: str, name: str) -> int:
    """The line where a name stands in a JSON text; the first where it is written in another way."""
    return text.count("\n", 0, max(0, text.find(json.dumps(name, ensure_ascii=False)))) + 1


def _terms(text: str) -> Iterator[tuple[int, str, str]]:
    is_glossary = False
    for number, line in enumerate(text.split("\n"), 1):
        listed = _LISTED.match(line)
        if listed:
            yield number, listed["term"], _BESIDE.sub("", listed["meaning"])
        if not line.startswith("|"):
            is_glossary = False
            continue
        cells = [cell.strip(" *`") for cell in line.strip().strip("|").split("|")]
        if cells[0].casefold() in _HEADS:
            is_glossary = True
        elif is_glossary and len(cells) > 1 and not _RULER.fullmatch(line.strip()):
            yield number, cells[0], cells[1]
