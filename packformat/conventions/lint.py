"""Holding names against conventions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from packformat.conventions.convention import Convention


class Broken(NamedTuple):
    """A file whose name does not fit a convention that is about it, and why."""

    path: str
    convention: Convention
    why: str


def broken_names(conventions: Iterable[Convention], paths: Iterable[str]) -> Iterator[Broken]:
    """What does not fit, path by path; a path is of the project and has slashes."""
    every = list(conventions)
    for path in paths:
        name = path.rpartition("/")[2]
        for convention in every:
            if convention.covers(path):
                why = convention.fault(name)
                if why:
                    yield Broken(path, convention, why)


def example_faults(convention: Convention) -> Iterator[str]:
    """Examples that say something else than the pattern: good names that do not fit, bad ones that do."""
    for name in convention.good:
        why = convention.fault(name)
        if why:
            yield f"the good name `{name}` does not fit: {why}"
    for bad in convention.bad:
        if not convention.fault(bad.name):
            yield f"the bad name `{bad.name}` fits, so nobody would be told"
