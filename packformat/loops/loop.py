"""A loop as its author wrote it: a goal in words, the check that decides, and caps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packformat.schema import component_errors
from packformat.texts import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER, SUFFIX = "loops/", ".toml"
SUGGEST, ASK, ACT = "suggest", "ask", "act"
LEVELS = (SUGGEST, ASK, ACT)
"""How far a loop may go on its own: propose only, with a person who agrees to each turn, asking nobody."""
DEFAULT_CHECK_SECONDS = 60
DEFAULT_NO_PROGRESS = 3
DEFAULT_USD = 5.0
"""Caps of a loop that names none: a loop that nobody watches must come to an end."""


@dataclass(frozen=True, kw_only=True)
class Caps:
    """What a loop may use up: turns, minutes, US dollars, and turns in a row in which nothing changes."""

    turns: int
    minutes: int
    usd: float = DEFAULT_USD
    no_progress: int = DEFAULT_NO_PROGRESS


@dataclass(frozen=True, kw_only=True)
class Loop:
    """A loop; ``read_only`` are globs of the project, ``metric`` is as the schema describes it."""

    name: str
    title: str
    goal: str
    kind: str
    autonomy: str
    check: tuple[str, ...]
    check_seconds: int
    caps: Caps
    read_only: tuple[str, ...]
    metric: Mapping[str, Any]

    @property
    def is_search(self) -> bool:
        """Whether it is of the autoresearch form: each turn a change, kept or reverted by its measure."""
        return bool(self.metric.get("editable"))


def loop_name(path: str) -> str:
    """The name of the loop whose file has this path."""
    return path.removeprefix(FOLDER).removesuffix(SUFFIX)


def read_loop(path: str, data: bytes) -> Loop:
    """Read ``loops/<name>.toml``; raises E_MANIFEST_… or E_SCHEMA."""
    value = read_toml(path, data)
    for error in component_errors(path, value, "loop"):
        raise error
    caps, check = value["caps"], value["check"]
    name = loop_name(path)
    return Loop(
        name=name,
        title=str(value.get("title", name)),
        goal=value["goal"],
        kind=str(value.get("kind", "vertical")),
        autonomy=str(value.get("autonomy", ASK)),
        check=tuple(check["command"]),
        check_seconds=check.get("timeout-seconds", DEFAULT_CHECK_SECONDS),
        caps=Caps(
            turns=caps["turns"],
            minutes=caps["minutes"],
            usd=float(caps.get("usd", DEFAULT_USD)),
            no_progress=caps.get("no-progress", DEFAULT_NO_PROGRESS),
        ),
        read_only=tuple(value.get("read-only", ())),
        metric=value.get("metric", {}),
    )
