"""Autonomy as permission lines, spelled as Claude Code spells them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.loops.loop import ACT, LEVELS, SUGGEST, Loop
from packformat.loops.wording import check_line

if TYPE_CHECKING:
    from collections.abc import Iterable

_READING = ("Read", "Grep", "Glob")
_WRITING = ("Edit", "Write", "NotebookEdit")


class Permissions(NamedTuple):
    """The client's permission mode, what it may use unasked, and what it may never do."""

    mode: str
    allow: tuple[str, ...]
    deny: tuple[str, ...]


def permissions_of(loop: Loop, level: str, root: str, tools: Iterable[str] = ()) -> Permissions:
    """The lines for one level; ``tools`` are those that the pack was allowed to use unasked.

    Nothing that the loop calls read-only may be edited on any level.
    """
    check = f"Bash({check_line(loop, root)})"
    locked = tuple(f"{tool}(/{glob})" for glob in loop.read_only for tool in _WRITING)
    if level == SUGGEST:
        return Permissions("plan", (*_READING, check), (*_WRITING, *locked))
    return Permissions("acceptEdits", (*_READING, *_WRITING, check, *tools), locked)


def may_reach(loop: Loop, level: str) -> bool:
    """Whether the author lets the loop go that far."""
    return LEVELS.index(level) <= LEVELS.index(loop.autonomy)


def needs_consent(level: str) -> bool:
    """Whether a person has to agree once, in advance, because nobody is asked afterwards."""
    return level == ACT
