"""Values of a document from outside, each of its kind and within its limit, or else ValueError."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST_NAME = 200
LONGEST_COMMAND = 300
"""Of an agent or a judge, as it was typed."""
LONGEST_MODEL = 100
MOST_MODELS = 10
"""Of one agent or judge."""
MOST_REPEATS = 1000
MOST_USD = 1_000_000
MOST_TOKENS = 1e12
"""Of one run: more than any has, and small enough to count in."""


def read_text(value: object, field: str, longest: int) -> str:
    """A text that is not empty; raises ValueError where it is something else, or longer."""
    if not isinstance(value, str) or not 0 < len(value) <= longest or "\0" in value:
        raise ValueError(f"`{field}` is no text of at most {longest} characters")
    return value


def read_time(value: object, field: str) -> dt.datetime:
    """A time of ISO 8601 with its offset, in UTC; raises ValueError."""
    moment = dt.datetime.fromisoformat(read_text(value, field, LONGEST_NAME))
    if moment.tzinfo is None:
        raise ValueError(f"`{field}` says no time zone")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise ValueError(f"`{field}` is no time") from None


def read_table(value: object, field: str) -> Mapping[str, Any]:
    """A table of a document; raises ValueError where it is something else."""
    if not isinstance(value, dict):
        raise ValueError(f"`{field}` is no table")  # noqa: TRY004 - a wrong value of a document
    return value


def read_list(value: object, field: str) -> list[Any]:
    """A list of a document; raises ValueError where it is something else."""
    if not isinstance(value, list):
        raise ValueError(f"`{field}` is no list")  # noqa: TRY004 - a wrong value of a document
    return value


def read_names(value: object, field: str, most: int, longest: int) -> tuple[str, ...]:
    """A list of texts; raises ValueError where it is something else, or longer."""
    names = read_list(value, field)
    if len(names) > most:
        raise ValueError(f"`{field}` names too many")
    return tuple(read_text(name, field, longest) for name in names)


def read_whole(value: object, field: str, most: int) -> int:
    """A whole number from 1 on; raises ValueError where it is something else, or more than ``most``."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= most:
        raise ValueError(f"`{field}` is no whole number from 1 to {most}")
    return value


def read_figure(value: object, field: str, most: float) -> float:
    """A number from 0 on; raises ValueError where it is something else, or more than ``most``."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= most:
        raise ValueError(f"`{field}` is no number from 0 to {most:,.0f}")
    return float(value)


def read_truth(value: object, field: str) -> bool:
    """True or false; raises ValueError where it is something else."""
    if not isinstance(value, bool):
        raise ValueError(f"`{field}` is neither true nor false")  # noqa: TRY004 - a wrong value of a document
    return value


def read_choice(value: object, field: str, choices: tuple[str, ...]) -> str:
    """One of some words; raises ValueError where it is something else."""
    if not isinstance(value, str) or value not in choices:
        raise ValueError(f"`{field}` is none of {', '.join(choices)}")
    return value
