"""Which files differ between two releases, and in which words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from marketplace.catalogue.difference.words import DiffLine, compare_texts
from marketplace.catalogue.files import FileRow, rows_of, text_of
from registry.archive_files import read_files
from registry.kept import cache
from registry.models import Release

MOST_FILES = 40
"""Files whose words are compared; the list names all of them."""
MOST_BYTES = 96 * 1024
"""Bytes of a file whose words are compared."""

_KEPT_SECONDS = 3600
_EMPTY = FileRow("", "", 0, executable=False)


class FileChange(NamedTuple):
    """A file that one of the releases has, or both with other bytes or another mode."""

    path: str
    before: FileRow
    after: FileRow

    @property
    def what(self) -> str:
        """`added`, `removed`, `changed`, or `mode` where only that it can be run has changed."""
        if not self.before.path:
            return "added"
        if not self.after.path:
            return "removed"
        return "changed" if self.before.digest != self.after.digest else "mode"


class TextChange(NamedTuple):
    """A file whose bytes differ, and how its words do; None where they cannot be compared here."""

    change: FileChange
    lines: Sequence[DiffLine] | None


def file_changes(before: Release, after: Release) -> list[FileChange]:
    """Return every file that differs, in the order of their paths."""
    old = {row.path: row for row in rows_of(before)}
    new = {row.path: row for row in rows_of(after)}
    changes = (
        FileChange(path, old.get(path, _EMPTY), new.get(path, _EMPTY)) for path in sorted({*old, *new})
    )
    return [change for change in changes if change.before != change.after]


def text_changes(before: Release, after: Release, changes: Iterable[FileChange]) -> list[TextChange]:
    """Return the words that differ in the first files whose bytes do.

    Releases never change, so an answer is kept: what it took to make is spent once.
    """
    key = f"compare:{before.archive_digest}:{after.archive_digest}"
    kept = cache.get(key)
    if kept is None:
        kept = _text_changes(before, after, [one for one in changes if one.what != "mode"][:MOST_FILES])
        cache.set(key, kept, _KEPT_SECONDS)
    return kept


def _text_changes(before: Release, after: Release, changes: Sequence[FileChange]) -> list[TextChange]:
    small = [one for one in changes if max(one.before.size, one.after.size) <= MOST_BYTES]
    old = read_files(before, [one.path for one in small if one.before.path], MOST_BYTES)
    new = read_files(after, [one.path for one in small if one.after.path], MOST_BYTES)
    compared = {one.path: _compared(old.get(one.path, b""), new.get(one.path, b"")) for one in small}
    return [TextChange(one, compared.get(one.path)) for one in changes]


def _compared(before: bytes, after: bytes) -> Sequence[DiffLine] | None:
    old, new = text_of(before), text_of(after)
    return None if old is None or new is None else compare_texts(old, new)
