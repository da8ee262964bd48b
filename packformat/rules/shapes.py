"""What kind of value a client wants in a field; of another kind, it passes over what the field is part of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:.", re.IGNORECASE)


class Shape(NamedTuple):
    """A kind of value: how it is told, and how it is known."""

    said: str
    fits: Callable[[Any], bool]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_address(value: object) -> bool:
    return isinstance(value, str) and bool(_ADDRESS.match(value))


def _all_texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)


def _named_texts(value: object) -> bool:
    return isinstance(value, dict) and _all_texts(list(value.values()))


TEXT = Shape("text", lambda value: isinstance(value, str))
TEXTS = Shape("a list of texts", _all_texts)
NAMED_TEXTS = Shape("a table of texts", _named_texts)
TABLE = Shape("a table", lambda value: isinstance(value, dict))
LIST = Shape("a list", lambda value: isinstance(value, list))
TRUTH = Shape("`true` or `false`", lambda value: isinstance(value, bool))
NUMBER = Shape("a number", _is_number)
POSITIVE = Shape("a number above zero", lambda value: _is_number(value) and value > 0)
ADDRESS = Shape("a whole address such as `https://…`", _is_address)


def one_of(*texts: str) -> Shape:
    """One of these texts."""
    return Shape("one of " + ", ".join(f"`{text}`" for text in texts), lambda value: value in texts)


def misshapen(value: Mapping[str, Any], shapes: Mapping[str, Shape]) -> Iterator[tuple[str, str]]:
    """The fields that are there and of another kind, and how the kind that is wanted is told."""
    for key, shape in shapes.items():
        if key in value and not shape.fits(value[key]):
            yield key, shape.said
