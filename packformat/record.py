r"""The record: every file of a pack with its digest, size and mode; its own digest is the tree digest.

One line a file, sorted by the bytes of the path, each ``sha256:<hex> <size> <mode> <path>\n`` with the mode
``0644`` or ``0755``. The path comes last because it may hold spaces; it never holds a line break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.paths import check_path

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_FIELDS = 4
_LONGEST_SIZE = 12
"""Digits of a size: far above any limit, far below what makes a number slow to read."""
_MODES = {"0644": False, "0755": True}


class RecordRow(NamedTuple):
    """One file: its path, digest, size in bytes, and whether its mode is 0755."""

    path: str
    digest: Digest
    size: int
    executable: bool


class Record:
    """The rows of a pack in canonical order."""

    __slots__ = ("_data", "rows")

    def __init__(self, rows: Iterable[RecordRow]):
        self.rows = tuple(sorted(rows, key=_sort_key))
        self._data = "".join(_line(row) for row in self.rows).encode("utf-8")

    @classmethod
    def parse(cls, data: bytes, checked: Container[str] = ()) -> Record:
        """Read a record; raises E_RECORD_SYNTAX unless it is exactly what `to_bytes` writes.

        ``checked`` are paths that need no second look.
        """
        try:
            lines = data.decode("utf-8").split("\n")
        except UnicodeDecodeError as error:
            raise FORMAT.error("E_RECORD_SYNTAX", line=data.count(b"\n", 0, error.start) + 1) from None
        rows = [_read_line(line, number, checked) for number, line in enumerate(lines[:-1], start=1)]
        record = cls(rows)
        distinct = len({row.path for row in rows}) == len(rows)
        if record._data != data or not distinct:
            raise FORMAT.error("E_RECORD_SYNTAX", line=_first_wrong(lines, rows))
        return record

    def to_bytes(self) -> bytes:
        """The record as it is stored in the archive."""
        return self._data

    @property
    def tree_digest(self) -> Digest:
        """The digest that names the pack's content, however it is compressed."""
        return Digest.of(self._data)

    @property
    def size(self) -> int:
        """The bytes of all files together."""
        return sum(row.size for row in self.rows)

    def __iter__(self) -> Iterator[RecordRow]:
        """Rows in canonical order."""
        return iter(self.rows)

    def __len__(self) -> int:
        """The number of files."""
        return len(self.rows)


def row_of(path: str, data: bytes, *, executable: bool) -> RecordRow:
    """The row that describes a file."""
    return RecordRow(path, Digest.of(data), len(data), executable)


def _line(row: RecordRow) -> str:
    return f"{row.digest} {row.size} {'0755' if row.executable else '0644'} {row.path}\n"


def _read_line(line: str, number: int, checked: Container[str]) -> RecordRow:
    fields = line.split(" ", _FIELDS - 1)
    if len(fields) != _FIELDS or not _is_size(fields[1]) or fields[2] not in _MODES:
        raise FORMAT.error("E_RECORD_SYNTAX", line=number)
    try:
        path = fields[3] if fields[3] in checked else check_path(fields[3])
        return RecordRow(path, Digest.parse(fields[0]), int(fields[1]), _MODES[fields[2]])
    except CtxpackError:
        raise FORMAT.error("E_RECORD_SYNTAX", line=number) from None


def _first_wrong(lines: Sequence[str], rows: Sequence[RecordRow]) -> int:
    """The number of the first line that is spelled otherwise, out of order, or not ended."""
    for number, row in enumerate(rows, start=1):
        in_order = number == 1 or _sort_key(rows[number - 2]) < _sort_key(row)
        if not in_order or _line(row) != f"{lines[number - 1]}\n":
            return number
    return len(lines)


def _is_size(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_SIZE


def _sort_key(row: RecordRow) -> bytes:
    return row.path.encode("utf-8")
