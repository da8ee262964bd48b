"""What differs in the text of two versions of a file, line by line."""

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

MOST_LINES = 1_500
"""Lines of a file that are compared: the time it takes can grow with their square."""

_CONTEXT = 3
_SIGNS = {" ": "same", "+": "added", "-": "removed"}


class DiffLine(NamedTuple):
    """A line of a comparison: `same`, `added`, `removed`, or the `place` where the next ones stand."""

    kind: str
    text: str


def compare_texts(before: str, after: str) -> Sequence[DiffLine] | None:
    """Return the lines that differ and those around them; None where a text is too long to compare."""
    old, new = before.split("\n"), after.split("\n")
    if max(len(old), len(new)) > MOST_LINES:
        return None
    return list(_lines(old, new))


def _lines(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    for line in list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]:
        if line.startswith("@@"):
            yield DiffLine("place", line.strip("@ "))
        else:
            yield DiffLine(_SIGNS[line[0]], line[1:])
