"""The canonical archive: a zip whose bytes follow from its files alone.

Entries are sorted by the bytes of their paths, stored or deflated (whichever is smaller), dated 1980-01-01,
with the mode 0644 or 0755, UTF-8 names, and no extra fields, comments, folders, links or data descriptors.
The entry ``.ctxpack/record`` is the pack's record. Sizes stand in the local headers, so an archive can be
read as it arrives. The reader refuses whatever the writer would not write: a whole class of differences
between readers ends with that one rule. Only how well the bytes are deflated is left open, because libraries
differ there: the tree digest does not depend on it, and an archive's own digest is checked before it is read.
The first `MOST_SQUEEZED` bytes are deflated as well as zlib can in passable time whatever they are, and what
follows quickly: beyond `MOST_SOUGHT` without a search for repetitions, and before that in large files of
which a part from the middle repeats nothing.
"""

from __future__ import annotations

import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from packformat import zipwalk
from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH, Limits, check_distinct, check_paths
from packformat.record import Record, row_of
from packformat.zipwalk import DEFLATED, STORED, Member, extract

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Archive",
    "Entry",
    "Member",
    "Packed",
    "extract",
    "pack_files",
    "pieces_of",
    "read_archive",
    "record_of",
    "scan_archive",
    "write_archive",
    "write_plain_zip",
]

_EPOCH_DATE = 0x0021
"""1980-01-01 in MS-DOS form: the earliest date a zip can state."""
_VERSION = 20
"""Version 2.0 of the format: what deflate needs, by APPNOTE 4.4.3.2."""
_MADE_BY_UNIX = 3 << 8 | _VERSION
_PLAIN_MODE = 0o100644 << 16
_EXECUTABLE_MODE = 0o100755 << 16
MOST_SQUEEZED, MOST_SOUGHT = 4 * 1024 * 1024, 16 * 1024 * 1024
"""Bytes of a pack that are deflated well, and in which repetitions are sought: 99 of 100 real packs have less
than a third of the second."""
_WELL, _QUICKLY = 5, 1
"""Levels of zlib. From 6 on, noise of a few letters takes five times as long as text does, which gets no more
than three thousandths smaller."""
_SAMPLE = 16 * 1024
_SAMPLED = 8 * _SAMPLE
"""Bytes of a file from which a part of it is tried first."""

_LOCAL_START = (
    zipwalk.LOCAL_SIGNATURE + _VERSION.to_bytes(2, "little") + zipwalk.UTF8_FLAG.to_bytes(2, "little")
)
_LOCAL_DATE = b"\0\0" + _EPOCH_DATE.to_bytes(2, "little")


class Entry(NamedTuple):
    """One file of a pack: canonical path, bytes, and whether its mode is 0755."""

    path: str
    data: bytes
    executable: bool = False


class Archive:
    """What a canonical archive holds: the files in canonical order, and their record."""

    __slots__ = ("entries", "record")

    def __init__(self, entries: tuple[Entry, ...], record: Record):
        self.entries = entries
        self.record = record


class Packed(NamedTuple):
    """A canonical archive, and the record of its files."""

    archive: bytes
    record: Record


def write_archive(entries: Iterable[Entry], limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Pack files into the canonical archive; the same files give the same bytes.

    Raises what `pack_files` does.
    """
    return pack_files(entries, limits).archive


def pack_files(entries: Iterable[Entry], limits: Limits = DEFAULT_LIMITS) -> Packed:
    """Pack files into the canonical archive and keep the record that was made for it.

    Raises AuthorError for a path that is not canonical, two paths that collide, or a pack over the limits.
    """
    files = list(entries)
    record = record_of(files, limits)
    return Packed(b"".join(pieces_of(files, record, limits)), record)


def record_of(entries: Iterable[Entry], limits: Limits = DEFAULT_LIMITS) -> Record:
    """The record of files that can be packed.

    Raises AuthorError for a path that is not canonical, two paths that collide, or a pack over the limits.
    """
    files = sorted(entries, key=_sort_key)
    _check_writable(files, limits)
    return Record(row_of(path, data, executable=executable) for path, data, executable in files)


def pieces_of(entries: Iterable[Entry], record: Record, limits: Limits = DEFAULT_LIMITS) -> tuple[bytes, ...]:
    """The archive of files and the record that `record_of` made of them, in pieces of a file's size.

    They find room in memory where a whole archive needs its own. Raises E_TOO_LARGE for one over its limit.
    """
    pieces = _zip_pieces(sorted([*entries, Entry(RECORD_PATH, record.to_bytes())], key=_sort_key))
    size = sum(map(len, pieces))
    if size > limits.archive:
        raise FORMAT.error("E_TOO_LARGE", what="the archive", limit=limits.archive, size=size)
    return tuple(pieces)


def write_plain_zip(entries: Iterable[Entry]) -> bytes:
    """Pack files the same way but without a record, for clients that know none."""
    return b"".join(_zip_pieces(sorted(entries, key=_sort_key)))


def read_archive(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Archive:
    """Read a canonical archive whole and compare every file with the record.

    Raises IntegrityError or AuthorError with the code of the first thing found wrong.
    """
    entries: list[Entry] = []
    record = None
    total = 0
    for member in scan_archive(data, limits):
        content = extract(data, member, limits)
        if member.path == RECORD_PATH:
            record = Record.parse(content)
            continue
        total += len(content)
        if total > limits.unpacked:
            raise FORMAT.error("E_TOO_LARGE", what="the unpacked archive", limit=limits.unpacked, size=total)
        entries.append(Entry(member.path, content, member.executable))
    if record is None:
        raise FORMAT.error("E_FILE_ABSENT", path=RECORD_PATH)
    if not entries:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source="the archive", size=len(data))
    check_recorded(entries, record)
    _check_modes(entries, record)
    return Archive(tuple(entries), record)


def scan_archive(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Member]:
    """List the files of a canonical archive, the record among them, without inflating any.

    The zip's structure is checked to the last byte; contents are checked by `extract`, the record by
    `read_archive`. When anything is not as the writer makes it, the strict walk names what and why.
    """
    if len(data) > limits.archive:
        raise FORMAT.error("E_TOO_LARGE", what="the archive", limit=limits.archive, size=len(data))
    members = _scan_local_headers(data, limits)
    if not members or not _set_modes(data, members):
        raise _explain(data, limits)
    _check_scanned(members, limits)
    return members


def check_against_record(path: str, content: bytes, listed: Digest) -> None:
    """Raise E_FILE_HASH unless ``content`` is what the record lists for ``path``."""
    if Digest.of(content) != listed:
        raise FORMAT.error("E_FILE_HASH", path=path)


def check_recorded(entries: Iterable[Entry], record: Record) -> None:
    """Raise E_FILE_… or E_SIZE_MISMATCH unless the record lists exactly these files and their bytes."""
    rows = {row.path: row for row in record}
    for entry in entries:
        row = rows.pop(entry.path, None)
        if row is None:
            raise FORMAT.error("E_FILE_UNLISTED", path=entry.path)
        check_against_record(entry.path, entry.data, row.digest)
        if row.size != len(entry.data):
            raise FORMAT.error("E_SIZE_MISMATCH", path=entry.path, stated=row.size)
    for path in rows:
        raise FORMAT.error("E_FILE_ABSENT", path=path)


def _sort_key(entry: Entry) -> bytes:
    return entry.path.encode("utf-8")


def _check_writable(files: list[Entry], limits: Limits) -> None:
    if not files:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source="the pack", size=0)
    if len(files) > limits.files:
        raise FORMAT.error("E_TOO_MANY", limit=limits.files)
    check_paths((path for path, _, _ in files), limits)
    for path, data, _ in files:
        if len(data) > limits.file:
            raise FORMAT.error("E_TOO_LARGE", what=f"`{path}`", limit=limits.file, size=len(data))
    check_distinct(path for path, _, _ in files)
    total = sum(len(data) for _, data, _ in files)
    if total > limits.unpacked:
        raise FORMAT.error("E_TOO_LARGE", what="the pack", limit=limits.unpacked, size=total)


def _zip_pieces(files: list[Entry]) -> list[bytes]:
    pieces, directory, squeezed, offset = list[bytes](), bytearray(), 0, 0
    for path, data, executable in files:
        squeezed += len(data)
        packed = _deflate(data, _WELL) if squeezed <= MOST_SQUEEZED else _deflate_quickly(data, squeezed)
        method = DEFLATED if len(packed) < len(data) else STORED
        stored = packed if method == DEFLATED else data
        member = Member(path, method, zlib.crc32(data), len(stored), len(data), offset)
        directory += _central_header(member, path.encode("utf-8"), offset, executable=executable)
        header = _local_header(member)
        pieces += header, stored
        offset += len(header) + len(stored)
    count = len(files)
    end = zipwalk.END.pack(zipwalk.END_SIGNATURE, 0, 0, count, count, len(directory), offset, 0)
    return [*pieces, bytes(directory), end]


def _deflate_quickly(data: bytes, up_to: int) -> bytes:
    """Deflate a file that ends after so many bytes of its pack, and leave out what would gain too little."""
    repeats = up_to <= MOST_SOUGHT and (len(data) < _SAMPLED or _repeats(data))
    return _deflate(data, _QUICKLY, zlib.Z_DEFAULT_STRATEGY if repeats else zlib.Z_HUFFMAN_ONLY)


def _repeats(data: bytes) -> bool:
    """Whether a part of a file gets smaller by its repetitions; looking for them takes twice the time."""
    middle = len(data) // 2
    part = data[middle : middle + _SAMPLE]
    return len(_deflate(part, _QUICKLY)) < len(_deflate(part, _QUICKLY, zlib.Z_HUFFMAN_ONLY))


def _deflate(data: bytes, level: int, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)
    return compressor.compress(data) + compressor.flush()


def _local_header(member: Member) -> bytes:
    name = member.path.encode("utf-8")
    fields = (
        _VERSION,
        zipwalk.UTF8_FLAG,
        member.method,
        0,
        _EPOCH_DATE,
        member.crc,
        member.packed,
        member.size,
    )
    return zipwalk.LOCAL.pack(zipwalk.LOCAL_SIGNATURE, *fields, len(name), 0) + name


def _central_header(member: Member, name: bytes, header: int, *, executable: bool) -> bytes:
    """The directory record of a member whose local header stands at the offset ``header``."""
    mode = _EXECUTABLE_MODE if executable else _PLAIN_MODE
    form = (_MADE_BY_UNIX, _VERSION, zipwalk.UTF8_FLAG, member.method, 0, _EPOCH_DATE)
    sizes = (member.crc, member.packed, member.size, len(name), 0, 0, 0, 0, mode, header)
    return zipwalk.CENTRAL.pack(zipwalk.CENTRAL_SIGNATURE, *form, *sizes) + name


def _scan_local_headers(data: bytes, limits: Limits) -> list[Member] | None:
    """Read local headers from the first byte on; None when one is not as the writer makes it."""
    members: list[Member] = []
    position = 0
    while data.startswith(zipwalk.LOCAL_SIGNATURE, position):
        if not data.startswith(_LOCAL_START, position) or len(members) > limits.files:
            return None
        if position + zipwalk.LOCAL.size > len(data) or data[position + 10 : position + 14] != _LOCAL_DATE:
            return None
        method, _, _, crc, packed, size, name, extra = zipwalk.LOCAL.unpack_from(data, position)[3:]
        start = position + zipwalk.LOCAL.size + name
        position = start + packed
        if extra or position > len(data) or method not in (STORED, DEFLATED):
            return None
        try:
            path = data[start - name : start].decode("utf-8")
        except UnicodeDecodeError:
            return None
        if not path or path.endswith("/"):
            return None
        members.append(Member(path, method, crc, packed, size, start))
    return members


def _set_modes(data: bytes, members: list[Member]) -> bool:
    """Read the directory, the only place of the modes; False unless it is the one the writer makes."""
    position = directory = members[-1].end
    for number, member in enumerate(members):
        row = _central_of(member, executable=False)
        if not data.startswith(row, position):
            if not data.startswith(_central_of(member, executable=True), position):
                return False
            members[number] = member._replace(executable=True)
        position += len(row)
    count = len(members)
    end = zipwalk.END.pack(zipwalk.END_SIGNATURE, 0, 0, count, count, position - directory, directory, 0)
    return data[position:] == end


def _central_of(member: Member, *, executable: bool) -> bytes:
    name = member.path.encode("utf-8")
    header = member.start - zipwalk.LOCAL.size - len(name)
    return _central_header(member, name, header, executable=executable)


def _check_scanned(members: list[Member], limits: Limits) -> None:
    before = b""
    check_paths((member.path for member in members if member.path != RECORD_PATH), limits)
    for member in members:
        key = member.path.encode("utf-8")
        if key == before:
            raise FORMAT.error("E_ZIP_DUPLICATE", path=member.path)
        if key < before:
            raise FORMAT.error("E_NOT_CANONICAL", path=member.path, field="entries out of order")
        if member.method == STORED and member.packed != member.size:
            raise FORMAT.error("E_SIZE_MISMATCH", path=member.path, stated=member.size)
        before = key
    check_distinct(member.path for member in members)


def _explain(data: bytes, limits: Limits) -> Exception:
    """Say what keeps ``data`` from being canonical: an attack that the walk knows, or a form of ours."""
    members = zipwalk.walk(data, limits)
    position = 0
    for member in members:
        header, position = data[position : member.start], member.end
        if header[10:14] != _LOCAL_DATE:
            return FORMAT.error("E_NOT_CANONICAL", path=member.path, field="time stamp")
        if header != _local_header(member):
            return FORMAT.error("E_NOT_CANONICAL", path=member.path, field="header")
    rows = [_central_of(member, executable=member.executable) for member in members]
    starts = accumulate(map(len, rows), initial=position)
    wrong = next(
        member
        for member, row, start in zip(members, rows, starts, strict=False)
        if not data.startswith(row, start)
    )
    return FORMAT.error("E_NOT_CANONICAL", path=wrong.path, field="directory record: order, owner or mode")


def _check_modes(entries: list[Entry], record: Record) -> None:
    for entry, row in zip(entries, record, strict=True):
        if row.executable != entry.executable:
            raise FORMAT.error("E_NOT_CANONICAL", path=entry.path, field="mode")
