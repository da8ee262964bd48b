"""A pack's files as they are read for powers: what cannot be read is passed over, and a rule says so."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Any

from packformat.errors import CtxpackError
from packformat.texts import read_json, read_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from packformat.archive import Entry


class Files:
    """Files by path."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = {entry.path: entry for entry in entries}

    def __contains__(self, path: object) -> bool:
        return path in self.entries

    def text(self, path: str) -> str:
        """The file as text, whatever bytes it holds."""
        return self.entries[path].data.decode("utf-8", "replace")

    def json(self, path: str) -> Any:
        """The file's value; None when there is none."""
        return self._value(read_json, path)

    def toml(self, path: str) -> Any:
        """The same for TOML."""
        return self._value(read_toml, path)

    def below(self, folder: str, suffix: str | tuple[str, ...]) -> list[str]:
        """The paths of the files in a folder, at any depth, whose names end with ``suffix``, in order."""
        start, end = (bisect_left(self._sorted, folder + mark) for mark in "/0")
        return [path for path in self._sorted[start:end] if path.endswith(suffix)]

    @cached_property
    def _sorted(self) -> list[str]:
        """Paths in order: those of a folder stand together, before ``0``, which follows the slash."""
        return sorted(self.entries)

    def _value(self, read: Callable[[str, bytes], Any], path: str) -> Any:
        try:
            return read(path, self.entries[path].data) if path in self else None
        except CtxpackError:
            return None
