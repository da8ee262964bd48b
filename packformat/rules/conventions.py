"""Rules about naming conventions: the pattern can be read, and its own examples show what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.conventions.convention import read_convention
from packformat.conventions.lint import example_faults
from packformat.errors import CtxpackError
from packformat.rules.base import AUTHOR_KNOWS, Rule, Seen, seen_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.rules.view import PackView

MOST_EFFORT = 2_000_000
"""States times letters that are tried of a pack's conventions: under a second; a real one makes 20,000."""


def _pattern(view: PackView) -> Iterator[Seen]:
    for path in (part.path for part in view.components if part.kind == "convention"):
        try:
            read_convention(path, view.files[path].data)
        except CtxpackError as error:
            if error.code == "E_PATTERN":
                yield seen_error(error, path)._replace(line=view.line_of(path, "pattern"))


def _examples(view: PackView) -> Iterator[Seen]:
    left = MOST_EFFORT
    for path, convention in view.readable("convention", read_convention):
        left -= convention.effort
        if left < 0:
            message = "The patterns and examples of the conventions are more than is tried of one pack"
            yield Seen(path, message, "shorten the patterns, or leave out examples")
            return
        for fault in example_faults(convention):
            message = f"Its pattern and its examples say two things: {fault}"
            yield Seen(
                path, message, "mend the one that is wrong; names are compared whole, letter by letter"
            )


RULES = (
    Rule(
        "convention/pattern",
        "error",
        "The pattern of a convention is one that is tried in no time.",
        _pattern,
        by_hand=AUTHOR_KNOWS,
    ),
    Rule(
        "convention/examples",
        "error",
        "The good names of a convention fit its pattern, and the bad ones do not.",
        _examples,
        by_hand=AUTHOR_KNOWS,
    ),
)
