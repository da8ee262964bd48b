"""What a rule is, and what it returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packformat.edits import Edit
    from packformat.errors import CtxpackError
    from packformat.rules.view import PackView

RULESET = "2026.12.26"
"""The version of the rules as a whole; it goes up with every change to what they find."""

MOST_SEEN = 20
"""Findings that one rule tells of one pack; the next one says how many more there are."""

MOST_COUNTED = 100
"""Further findings that are counted."""

AUTHOR_KNOWS = "only its author knows what should stand there"
BYTES_DO_NOT_TELL = "its bytes do not tell which encoding they are in"
ELSEWHERE = "what has to be known stands nowhere in the pack"
MORE_POWER = "it would have the pack do more than its files do now"
NAMED_ELSEWHERE = "other files may know it by the name that it has"
WITHDRAWN_FIRST = "the secret has to be withdrawn at its issuer first"
HELD = "what holds a pack is for a person to decide about"
"""Why no program makes the change that answers a finding."""


class Seen(NamedTuple):
    """What a rule saw: where, in plain words, what to do about it, and the error code behind it, if any.

    ``edit`` is the change that answers it, where a program can make it.
    """

    path: str
    message: str
    fix: str = ""
    line: int = 0
    code: str = ""
    edit: Edit | None = None


class Rule(NamedTuple):
    """One rule: its id ``area/name``, how much it weighs, what it is for, and the function that looks.

    ``by_hand`` says why none of its findings offers a change; it is empty where one does.
    """

    id: str
    severity: str
    about: str
    check: Callable[[PackView], Iterable[Seen]]
    by_hand: str = ""

    @property
    def left_to_people(self) -> str:
        """Why a person makes the change and no program; empty where a program can."""
        return HELD if self.severity == "hold" else self.by_hand

    @property
    def ignorable(self) -> bool:
        """Whether an author may ask for it to be left out: never what refuses or holds a pack."""
        return self.severity in {"warning", "hint"}


def more_files(count: int) -> str:
    """Files that are counted where others were named."""
    return f"{count} more file{'s' if count != 1 else ''}"


def seen_error(error: CtxpackError, path: str) -> Seen:
    """Turn an error into what a rule saw, at ``path`` unless the error names another place."""
    line = error.data.get("line", 0)
    place = str(error.data.get("path", path))
    return Seen(place, error.message, error.hint, line if isinstance(line, int) else 0, error.code)
