"""What a rule is given, what it is, and what it returns."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from packformat.component import Component, discover
from packformat.derive import derive_manifest
from packformat.errors import CtxpackError
from packformat.manifest import Manifest, read_manifest
from packformat.paths import MANIFEST_PATH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packformat.archive import Entry

RULESET = "2026.11.1"
"""The version of the rules as a whole; it goes up with every change to what they find."""


class Seen(NamedTuple):
    """What a rule saw: where, in plain words, what to do about it, and the error code behind it, if any."""

    path: str
    message: str
    fix: str = ""
    line: int = 0
    code: str = ""


class Rule(NamedTuple):
    """One rule: its id ``area/name``, how much it weighs, what it is for, and the function that looks."""

    id: str
    severity: str
    about: str
    check: Callable[[PackView], Iterable[Seen]]


class PackView:
    """A pack as rules look at it: its files by path, and what follows from them, computed once."""

    def __init__(self, entries: Iterable[Entry], folder: str = ""):
        self.files = {entry.path: entry for entry in entries}
        self._folder = folder

    @cached_property
    def components(self) -> list[Component]:
        """The pack's components in their order."""
        return discover(self.files)

    @cached_property
    def manifest(self) -> Manifest | None:
        """The manifest, written or derived; None when it has problems."""
        return self._read[0]

    @cached_property
    def manifest_problems(self) -> list[CtxpackError]:
        """Everything that is wrong with the manifest."""
        return self._read[1]

    @cached_property
    def inferred(self) -> tuple[str, ...]:
        """What was inferred for a pack that came without a manifest."""
        return self._read[2]

    @cached_property
    def _read(self) -> tuple[Manifest | None, list[CtxpackError], tuple[str, ...]]:
        if MANIFEST_PATH in self.files:
            manifest, problems = read_manifest(self.files[MANIFEST_PATH].data)
            return manifest, problems, ()
        try:
            derived = derive_manifest({path: entry.data for path, entry in self.files.items()}, self._folder)
        except CtxpackError as error:
            return None, [error], ()
        return derived.manifest, [], derived.inferred


def seen_error(error: CtxpackError, path: str) -> Seen:
    """Turn an error into what a rule saw, at ``path`` unless the error names another place."""
    line = error.data.get("line", 0)
    place = str(error.data.get("path", path))
    return Seen(place, error.message, error.hint, line if isinstance(line, int) else 0, error.code)
