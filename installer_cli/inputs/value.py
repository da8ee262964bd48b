"""One input: what is asked, and the value that a text is for it."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from installer_cli.errors import ERRORS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Value = str | int | float | bool

LONGEST = 500
"""Characters of a text."""
_TRUTH = {"yes": True, "true": True, "no": False, "false": False}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,9})?")
_WANTED = {
    "integer": "a whole number",
    "number": "a number, as 1250.50",
    "boolean": "`yes` or `no`",
    "date": "a day, as 2026-03-31",
    "string": f"one line of at most {LONGEST} characters",
}


class Input:
    """What a pack asks for, as its manifest declares it."""

    __slots__ = ("choices", "default", "key", "kind", "required", "title")

    def __init__(self, declared: Mapping[str, Any]):
        self.key = str(declared["key"])
        self.kind = str(declared["type"])
        self.title = " ".join(str(declared["title"]).split())
        self.default: Value | None = declared.get("default")
        self.required = bool(declared.get("required")) and self.default is None
        self.choices = tuple(map(str, declared.get("choices", ())))

    def parse(self, text: str) -> Value:
        """The value that a text is; raises E_INPUT_VALUE saying what is wanted."""
        text = text.strip()
        value: Value | None = None
        if self.kind == "boolean":
            value = _TRUTH.get(text.lower())
        elif self.kind in ("integer", "number"):
            value = self._number(text)
        elif self.kind == "date":
            value = _day(text)
        elif self.kind == "choice":
            value = text if text in self.choices else None
        elif text.isprintable() and 0 < len(text) <= LONGEST:
            value = text
        if value is None:
            wanted = f"one of {', '.join(self.choices)}" if self.choices else _WANTED[self.kind]
            raise ERRORS.error("E_INPUT_VALUE", key=self.key, value=text, wanted=wanted)
        return value

    def _number(self, text: str) -> Value | None:
        if not _NUMBER.fullmatch(text) or (self.kind == "integer" and "." in text):
            return None
        return float(text) if "." in text else int(text)


def shown(value: Value) -> str:
    """A value in words, the same on every machine."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return format(Decimal(repr(value)).normalize(), "f") if isinstance(value, float) else str(value)


def _day(text: str) -> str | None:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def take_given(inputs: Iterable[Input], values: dict[str, Value], given: Iterable[str], pack: str) -> None:
    """Put given ``key=text`` to the values, and take empty ones out; raises E_INPUT_UNKNOWN or _VALUE."""
    by_key = {item.key: item for item in inputs}
    for assignment in given:
        key, equals, text = assignment.partition("=")
        if not equals or key not in by_key:
            from installer_cli.suggest import did_you_mean

            suggestion = did_you_mean(key, by_key)
            raise ERRORS.error("E_INPUT_UNKNOWN", pack=pack, key=key, suggestion=suggestion)
        if text:
            values[key] = by_key[key].parse(text)
        else:
            values.pop(key, None)
