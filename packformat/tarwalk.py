"""A strict reader of gzipped tar archives in the plain ``ustar`` form (POSIX.1-1988), for uploads only.

Extended headers (pax, GNU long names, sparse files) let one entry carry two names or sizes, and readers have
disagreed on which one counts; they are refused. GNU tar's own header is read where it says what ``ustar``
says. The stream is inflated piece by piece and counted as it grows.
"""

from __future__ import annotations

import stat
import zlib
from typing import TYPE_CHECKING

from packformat.archive import Entry
from packformat.codes import FORMAT
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH, Limits, check_distinct, check_paths, decode_path

if TYPE_CHECKING:
    from collections.abc import Iterator

GZIP_MAGIC = b"\x1f\x8b"

_BLOCK = 512
_PIECE = 64 * 1024
_GZIP_ONLY = 16 + zlib.MAX_WBITS
_POSIX_MAGIC, _GNU_MAGIC = b"ustar\x0000", b"ustar  \0"
_REGULAR = (b"0", b"\0")
_FOLDER = b"5"
_LINKS = (b"1", b"2")
_SPECIAL = {b"3": "a character device", b"4": "a block device", b"6": "a named pipe", b"7": "a reserved type"}
_PAX = b"x"
_OCTAL_DIGITS = frozenset(b"01234567")
_LARGEST_EXTENSION = 64 * 1024
_LARGEST_PADDING = 1024 * 1024
"""Zeros that may follow the end: tar fills its last record, of 10 KiB by default."""


def read_tar(data: bytes, limits: Limits = DEFAULT_LIMITS, *, source: str = "the archive") -> list[Entry]:
    """Read the files of a ``tar.gz``; raises AuthorError or IntegrityError for the first thing wrong."""
    stream = _Stream(data, source)
    entries: list[Entry] = []
    total = 0
    for number, header in enumerate(_headers(stream)):
        if number > 2 * limits.files:
            raise FORMAT.error("E_TOO_MANY", limit=limits.files)
        if header.is_folder:
            continue
        content = stream.read_content(header, limits)
        entries.append(Entry(header.path, content, header.executable))
        total += 0 if header.path == RECORD_PATH else len(content)
        if total > limits.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the unpacked archive", limit=limits.unpacked, size=total)
    if not entries:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source=source, size=len(data))
    check_paths((entry.path for entry in entries if entry.path != RECORD_PATH), limits)
    if sum(entry.path != RECORD_PATH for entry in entries) > limits.files:
        raise FORMAT.error("E_TOO_MANY", limit=limits.files)
    check_distinct(entry.path for entry in entries)
    return entries


class _Header:
    """What one header block says: the entry's path, size in bytes, and kind."""

    __slots__ = ("executable", "is_folder", "path", "size")

    def __init__(self, path: str, size: int, *, executable: bool, is_folder: bool):
        self.path = path
        self.size = size
        self.executable = executable
        self.is_folder = is_folder


class _Stream:
    """Inflates gzip data by the block, knowing how many blocks and which file it is in."""

    def __init__(self, data: bytes, source: str):
        self._inflater = zlib.decompressobj(_GZIP_ONLY)
        self._data = data
        self._position = 0
        self._source = source
        self._place = "its first block"
        self.block = 0

    def read(self, size: int) -> bytes:
        """Return exactly ``size`` bytes; raises E_ARCHIVE_TRUNCATED when the data ends before."""
        pieces: list[bytes] = []
        missing = size
        while missing and not self._inflater.eof:
            at_end = self._position >= len(self._data) and not self._inflater.unconsumed_tail
            piece = self._inflate(missing)
            if at_end and not piece:
                break
            pieces.append(piece)
            missing -= len(piece)
        if missing:
            raise self._truncated()
        self.block += size // _BLOCK
        return b"".join(pieces)

    def read_content(self, header: _Header, limits: Limits) -> bytes:
        """Return a file's bytes, without the zeros that fill its last block."""
        self._place = f"`{header.path}`"
        size = min(header.size, limits.file + 1)
        content = self.read(size + -size % _BLOCK)[:size]
        if len(content) > limits.file:
            raise FORMAT.error("E_TOO_LARGE", what=self._place, limit=limits.file, size=size)
        self._place = f"the header after {self._place}"
        return content

    def finish(self) -> None:
        """Raise unless nothing but zeros, and nothing after the compressed data, is left."""
        self._place = "its end"
        padding = 0
        while not self._inflater.eof:
            at_end = self._position >= len(self._data) and not self._inflater.unconsumed_tail
            piece = self._inflate(_BLOCK)
            padding += len(piece)
            if piece.strip(b"\0") or padding > _LARGEST_PADDING:
                raise FORMAT.error("E_TAR_HEADER", block=self.block + 1, reason="data follows the end")
            if at_end and not piece:
                raise self._truncated()
        trailing = len(self._inflater.unused_data) + max(0, len(self._data) - self._position)
        if trailing:
            raise FORMAT.error("E_ZIP_TRAILING", count=trailing, offset=len(self._data) - trailing)

    def _inflate(self, most: int) -> bytes:
        """Inflate at most ``most`` bytes, from small pieces: zlib copies what it leaves over."""
        piece = self._inflater.unconsumed_tail
        if not piece:
            piece = self._data[self._position : self._position + _PIECE]
            self._position += len(piece)
        try:
            return self._inflater.decompress(piece, most)
        except zlib.error:
            raise FORMAT.error("E_ZIP_CRC", path=self._source) from None

    def _truncated(self) -> Exception:
        size = self.block * _BLOCK
        return FORMAT.error("E_ARCHIVE_TRUNCATED", source=self._source, place=self._place, size=size)


def _headers(stream: _Stream) -> Iterator[_Header]:
    """Yield each header; the content is for the caller to read before the next one."""
    while True:
        number = stream.block + 1
        block = stream.read(_BLOCK)
        if not block.strip(b"\0"):
            if stream.read(_BLOCK).strip(b"\0"):
                raise FORMAT.error("E_TAR_HEADER", block=number + 1, reason="data follows the end")
            stream.finish()
            return
        yield _read_header(block, number, stream)


def _read_header(block: bytes, number: int, stream: _Stream) -> _Header:
    _check_block(block, number)
    path = _path_of(block, number)
    size, mode = _octal(block[124:136], number), _octal(block[100:108], number)
    kind = block[156:157]
    if kind in _LINKS:
        target = block[157:257].rstrip(b"\0").decode("utf-8", "replace")
        raise FORMAT.error("E_ENTRY_LINK", path=path, target=target)
    if kind in _SPECIAL:
        raise FORMAT.error("E_ENTRY_TYPE", path=path, type=_SPECIAL[kind])
    if kind not in (*_REGULAR, _FOLDER):
        says = _extension_says(stream, size) if kind == _PAX else ""
        shown = kind.decode("ascii", "replace")
        raise FORMAT.error("E_TAR_EXTENSION", path=path, type=f"`{shown}`", says=says)
    if kind == _FOLDER and size:
        raise FORMAT.error("E_ENTRY_TYPE", path=path, type="a folder that carries data")
    if kind != _FOLDER and path.endswith("/"):
        raise FORMAT.error("E_ENTRY_TYPE", path=path, type="a file whose name ends in a slash")
    if kind != _FOLDER and mode & (stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX):
        raise FORMAT.error("E_ENTRY_MODE", path=path, mode=f"{mode:04o}")
    return _Header(path, size, executable=bool(mode & stat.S_IXUSR), is_folder=kind == _FOLDER)


def _check_block(block: bytes, number: int) -> None:
    if block[257:265] not in (_POSIX_MAGIC, _GNU_MAGIC):
        raise FORMAT.error("E_TAR_HEADER", block=number, reason="it does not say `ustar`")
    stated = _octal(block[148:156], number)
    if sum(block[:148]) + sum(block[156:]) + 8 * ord(" ") != stated:
        raise FORMAT.error("E_TAR_HEADER", block=number, reason="its sum is wrong")


def _path_of(block: bytes, number: int) -> str:
    name, prefix = block[:100], block[345:500]
    if block[257:265] == _GNU_MAGIC and prefix.strip(b"\0"):
        raise FORMAT.error("E_TAR_HEADER", block=number, reason="GNU fields stand where the path goes on")
    parts = [_text(part, number) for part in (prefix, name)]
    return decode_path(b"/".join(part for part in parts if part), number)


def _text(field: bytes, number: int) -> bytes:
    """Return a field up to its first NUL, after which only NULs may stand (else readers could differ)."""
    text, _, rest = field.partition(b"\0")
    if rest.strip(b"\0"):
        shown = field.rstrip(b"\0").decode("utf-8", "backslashreplace")
        raise FORMAT.error("E_PATH_CHARS", path=shown, character=f"U+0000 (NUL) in block {number}")
    return text


def _octal(field: bytes, number: int) -> int:
    """Read a number; no sign, prefix or underscore, which Python would take and other readers would not."""
    digits = field.rstrip(b" \0").lstrip(b" ")
    if not _OCTAL_DIGITS.issuperset(digits):
        raise FORMAT.error("E_TAR_HEADER", block=number, reason="a number in it is not octal")
    return int(digits or b"0", 8)


def _extension_says(stream: _Stream, size: int) -> str:
    """Tell the two names apart that an extended header gives one file, for the message."""
    text = stream.read(min(size + -size % _BLOCK, _LARGEST_EXTENSION)).decode("utf-8", "replace")
    renamed = next((line.partition("path=")[2] for line in text.split("\n") if " path=" in line), "")
    if not renamed or size > _LARGEST_EXTENSION:
        return ""
    plain = stream.read(_BLOCK)[:100].rstrip(b"\0").decode("utf-8", "replace")
    return f", which calls `{plain}` `{renamed}`"
