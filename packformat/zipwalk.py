"""A strict walk over a zip file's own structures (APPNOTE 6.3.10, the parts that plain archives use).

Two zip readers can see two different packs in one file: by trusting the directory or the local headers, the
first or the last of two entries, bytes before or after. The walk reads every structure and refuses whatever
lets readers differ, so that what was validated is what will be installed.
"""

from __future__ import annotations

import stat
import zlib
from struct import Struct
from typing import NamedTuple

from packformat.codes import FORMAT
from packformat.filetype import describe
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH, Limits, check_distinct, check_paths, decode_path
from packformat.zipforeign import descriptor_size, is_git_comment

LOCAL = Struct("<4s5H3I2H")
"""signature, version needed, flags, method, time, date, CRC-32, sizes (packed, unpacked), name, extra"""
CENTRAL = Struct("<4s6H3I5H2I")
"""signature, versions (made by, needed), flags, method, time, date, CRC-32, sizes (packed, unpacked),
lengths (name, extra, comment), disk, internal and external attributes, offset"""
END = Struct("<4s4H2IH")
"""signature, disks (this, directory's), entries (here, all), directory's size and offset, comment"""

LOCAL_SIGNATURE = b"PK\x03\x04"
CENTRAL_SIGNATURE = b"PK\x01\x02"
END_SIGNATURE = b"PK\x05\x06"

STORED, DEFLATED = 0, 8
UTF8_FLAG = 0x0800
_ENCRYPTED_FLAG, _DESCRIPTOR_FLAG = 0x0001, 0x0008
_HARMLESS_FLAGS = UTF8_FLAG | 0x0006
"""UTF-8 names, and the two bits in which deflate notes its compression level."""
_HARMLESS_EXTRAS = frozenset((0x5455, 0x5855, 0x7855, 0x7875, 0x000A))
"""Times and owners as Info-ZIP, macOS and Windows add them; they say nothing of names, sizes or content."""
_METHODS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "xz", 98: "PPMd"}
_ZIP64_MARK = 0xFFFFFFFF
_ZIP64_COUNT = 0xFFFF
_LARGEST_DESCRIPTOR = 16
"""Bytes: a signature, which is optional, a CRC-32 and two sizes."""
_LINK_SHOWN = 200
"""Bytes of a link's target that a message shows."""


class Member(NamedTuple):
    """One file of a zip: where its bytes stand and how they are packed (sizes and offsets in bytes)."""

    path: str
    method: int
    crc: int
    packed: int
    size: int
    start: int
    executable: bool = False

    @property
    def end(self) -> int:
        """The offset after the member's packed bytes."""
        return self.start + self.packed


class _Row:
    """One record of the zip's directory, beside the offsets of its local header."""

    __slots__ = (
        "attributes",
        "crc",
        "flags",
        "header",
        "method",
        "number",
        "packed",
        "path",
        "raw",
        "size",
        "start",
    )

    def __init__(self, number: int, raw: bytes, path: str, fields: tuple[int, ...]):
        self.number = number
        self.raw = raw
        self.path = path
        self.flags, self.method, self.crc, self.packed, self.size, self.attributes, self.header = fields
        self.start = 0

    @property
    def is_folder(self) -> bool:
        return self.path.endswith("/")

    @property
    def has_descriptor(self) -> bool:
        return bool(self.flags & _DESCRIPTOR_FLAG)

    @property
    def end(self) -> int:
        return self.start + self.packed


def walk(
    data: bytes, limits: Limits = DEFAULT_LIMITS, *, source: str = "the archive", foreign: bool = False
) -> list[Member]:
    """Return the files of a zip in the order of their bytes; raises AuthorError or IntegrityError.

    Folder entries without data are passed over. Content is not inflated: see `extract`. ``source`` is what
    messages call the archive. ``foreign`` archives may have what common tools write and what can be read in
    one way only: sizes repeated after deflated data, and the comment in which git names a commit.
    """
    members = members_of(data, limits, source=source, foreign=foreign)
    _check_names([member.path for member in members], limits)
    return members


def members_of(data: bytes, limits: Limits, *, source: str, foreign: bool) -> list[Member]:
    """The same files whatever they are called, for a reader who writes nothing under these names.

    No two have one name, and there are no more than ``limits.files``.
    """
    directory, count = _find_directory(data, source, foreign=foreign)
    rows = _read_directory(data, directory, count, limits)
    for row in rows:
        _check_descriptor_flag(row, foreign=foreign)
    _locate(data, rows, directory)
    for row in rows:
        _compare_local(data, row)
    members = [_member(data, row) for row in rows if not _is_empty_folder(row)]
    if not members:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source=source, size=len(data))
    _check_count([member.path for member in members], limits)
    return members


def extract(data: bytes, member: Member, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Inflate one file, counting as it grows; raises E_TOO_LARGE, E_SIZE_MISMATCH or E_ZIP_CRC.

    Never holds more than one byte above the smaller of the stated size and the file limit, so a header that
    lies about a bomb costs nothing.
    """
    packed = memoryview(data)[member.start : member.end]
    content = bytes(packed) if member.method == STORED else _inflate(packed, member, limits)
    if len(content) > limits.file:
        raise FORMAT.error("E_TOO_LARGE", what=f"`{member.path}`", limit=limits.file, size=len(content))
    if len(content) != member.size:
        raise FORMAT.error("E_SIZE_MISMATCH", path=member.path, stated=member.size)
    if zlib.crc32(content) != member.crc:
        raise FORMAT.error("E_ZIP_CRC", path=member.path)
    return content


def _inflate(packed: memoryview, member: Member, limits: Limits) -> bytes:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    room = min(member.size, limits.file) + 1
    try:
        content = inflater.decompress(packed, room)
    except zlib.error:
        raise FORMAT.error("E_ZIP_CRC", path=member.path) from None
    complete = inflater.eof and not inflater.unused_data
    if not complete and len(content) <= limits.file:
        raise FORMAT.error("E_SIZE_MISMATCH", path=member.path, stated=member.size)
    return content


def _find_directory(data: bytes, source: str, *, foreign: bool) -> tuple[int, int]:
    """Return the directory's offset and number of records; refuses anything around the archive."""
    if not data:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source=source, size=0)
    end = data.rfind(END_SIGNATURE)
    if end < 0 or end + END.size > len(data):
        raise _not_an_archive(data, source)
    _, disk, first_disk, here, count, size, offset, comment = END.unpack_from(data, end)
    trailing = len(data) - end - END.size
    git_comment = foreign and trailing == comment and is_git_comment(data[end + END.size :])
    if (trailing or comment) and not git_comment:
        raise FORMAT.error("E_ZIP_TRAILING", count=max(trailing, comment), offset=end + END.size)
    if count == _ZIP64_COUNT or _ZIP64_MARK in (size, offset):
        raise FORMAT.error("E_ZIP_FLAG", path="the archive", flag="ZIP64")
    if count == 0 and size == 0:
        raise FORMAT.error("E_ARCHIVE_EMPTY", source=source, size=len(data))
    if not data.startswith(LOCAL_SIGNATURE):
        raise FORMAT.error("E_ZIP_PREFIX", bytes=data[:16].hex(" "))
    if disk or first_disk or here != count:
        raise FORMAT.error("E_ZIP_MISMATCH", path="the archive", difference="it spans several disks")
    if offset + size != end:
        raise _misplaced_directory(data, offset + size)
    return offset, count


def _misplaced_directory(data: bytes, expected_end: int) -> Exception:
    """Two archives in one file: a reader that starts at the front sees the first, others the second."""
    first_end = data.find(END_SIGNATURE)
    if 0 <= first_end < data.rfind(END_SIGNATURE):
        offset = first_end + END.size
        return FORMAT.error("E_ZIP_TRAILING", count=len(data) - offset, offset=offset)
    return FORMAT.error(
        "E_ZIP_MISMATCH", path="the archive", difference=f"its directory should end at offset {expected_end}"
    )


def _not_an_archive(data: bytes, source: str) -> Exception:
    if data.startswith(LOCAL_SIGNATURE):
        return FORMAT.error("E_ARCHIVE_TRUNCATED", source=source, place="a file", size=len(data))
    return FORMAT.error("E_ARCHIVE_TYPE", source=source, wanted="a zip archive", found=describe(data))


def _read_directory(data: bytes, offset: int, count: int, limits: Limits) -> list[_Row]:
    rows: list[_Row] = []
    position = offset
    most = 2 * limits.files + 1  # as many folders as files, and the record
    for number in range(1, count + 1):
        if number > most:
            raise FORMAT.error("E_TOO_MANY", limit=limits.files)
        row, position = _read_row(data, position, number)
        rows.append(row)
    if data[position : position + 4] != END_SIGNATURE:
        raise FORMAT.error(
            "E_ZIP_MISMATCH",
            path="the archive",
            difference=f"its directory does not end at offset {position}",
        )
    return rows


def _read_row(data: bytes, position: int, number: int) -> tuple[_Row, int]:
    if data[position : position + 4] != CENTRAL_SIGNATURE or position + CENTRAL.size > len(data):
        raise FORMAT.error(
            "E_ZIP_MISMATCH", path="the archive", difference=f"directory record {number} is not one"
        )
    fields = CENTRAL.unpack_from(data, position)
    (
        _,
        _,
        _,
        flags,
        method,
        _,
        _,
        crc,
        packed,
        size,
        name,
        extra,
        comment,
        disk,
        _,
        attributes,
        header,
    ) = fields
    name_start = position + CENTRAL.size
    raw = data[name_start : name_start + name]
    path = decode_path(raw, number)
    _check_flags(path, flags, method)
    _check_extra(path, data[name_start + name : name_start + name + extra])
    if comment or disk or _ZIP64_MARK in (packed, size, header):
        raise FORMAT.error("E_ZIP_FLAG", path=path, flag="an entry comment, disk number or ZIP64 size")
    row = _Row(number, raw, path, (flags, method, crc, packed, size, attributes >> 16, header))
    return row, name_start + name + extra + comment


def _check_flags(path: str, flags: int, method: int) -> None:
    if flags & _ENCRYPTED_FLAG:
        raise FORMAT.error("E_ZIP_FLAG", path=path, flag="it is encrypted")
    if flags & ~(_HARMLESS_FLAGS | _DESCRIPTOR_FLAG):
        raise FORMAT.error("E_ZIP_FLAG", path=path, flag=f"flags {flags:#06x}")
    if method not in (STORED, DEFLATED):
        raise FORMAT.error("E_ZIP_METHOD", path=path, method=_METHODS.get(method, f"method {method}"))


def _check_descriptor_flag(row: _Row, *, foreign: bool) -> None:
    """Sizes after stored data would let a reader that goes from the front end a file where it likes."""
    if row.has_descriptor and (not foreign or (row.method == STORED and row.packed)):
        raise _after_data(row.path)


def _after_data(path: str) -> Exception:
    return FORMAT.error("E_ZIP_FLAG", path=path, flag="its size stands after its data")


def _check_extra(path: str, extra: bytes) -> None:
    """Extra fields can carry a second name or size; only those that cannot are passed over."""
    position = 0
    while position < len(extra):
        kind = int.from_bytes(extra[position : position + 2], "little")
        length = int.from_bytes(extra[position + 2 : position + 4], "little")
        position += 4 + length
        if kind not in _HARMLESS_EXTRAS or position > len(extra):
            raise FORMAT.error("E_ZIP_FLAG", path=path, flag=f"extra field {kind:#06x}")


def _locate(data: bytes, rows: list[_Row], directory: int) -> None:
    """Find each entry's bytes; entries must lie side by side from the first byte to the directory.

    Stops bombs that share one block among many entries, and entries that the directory does not list.
    """
    for row in rows:
        header = data[row.header : row.header + LOCAL.size]
        if row.header >= directory or len(header) < LOCAL.size or not header.startswith(LOCAL_SIGNATURE):
            raise FORMAT.error(
                "E_ZIP_MISMATCH", path=row.path, difference=f"there is no file at offset {row.header}"
            )
        name, extra = LOCAL.unpack(header)[-2:]
        row.start = row.header + LOCAL.size + name + extra
    rows.sort(key=lambda row: row.header)
    position, before = 0, "the start of the archive"
    for row in rows:
        if row.header < position:
            raise FORMAT.error("E_ZIP_OVERLAP", path=before, other=row.path)
        if row.header > position:
            raise _hidden(position)
        position, before = row.end, row.path
        if row.has_descriptor:
            following = data[row.end : row.end + _LARGEST_DESCRIPTOR]
            size = descriptor_size(following, (row.crc, row.packed, row.size))
            if not size:
                raise _after_data(row.path)
            position += size
    if position > directory:
        raise FORMAT.error("E_ZIP_OVERLAP", path=before, other="the archive's directory")
    if position < directory:
        raise _hidden(position)


def _hidden(offset: int) -> Exception:
    return FORMAT.error(
        "E_ZIP_MISMATCH",
        path="the archive",
        difference=f"the directory does not list what is at offset {offset}",
    )


def _compare_local(data: bytes, row: _Row) -> None:
    _, _, flags, method, _, _, crc, packed, size, name, _ = LOCAL.unpack_from(data, row.header)
    name_start = row.header + LOCAL.size
    raw = data[name_start : name_start + name]
    if raw != row.raw:
        shown = raw.decode("utf-8", "backslashreplace")
        raise FORMAT.error("E_ZIP_MISMATCH", path=row.path, difference=f"its own header calls it `{shown}`")
    form, sums = (flags, method), (crc, packed, size)
    wanted = [(row.crc, row.packed, row.size), *([(0, 0, 0)] if row.has_descriptor else [])]
    if form != (row.flags, row.method) or sums not in wanted:
        raise FORMAT.error(
            "E_ZIP_MISMATCH",
            path=row.path,
            difference="its header and the directory differ on its size or form",
        )
    if row.method == STORED and row.packed != row.size:
        raise FORMAT.error("E_SIZE_MISMATCH", path=row.path, stated=row.size)
    _check_extra(row.path, data[name_start + name : row.start])


def _is_empty_folder(row: _Row) -> bool:
    kind = stat.S_IFMT(row.attributes)
    if not row.is_folder and kind != stat.S_IFDIR:
        return False
    if row.size or row.packed:
        raise FORMAT.error("E_ENTRY_TYPE", path=row.path, type="a folder that carries data")
    if not row.is_folder or kind not in (0, stat.S_IFDIR):
        raise FORMAT.error("E_ENTRY_TYPE", path=row.path, type="a folder by name or by mode, but not by both")
    return True


def _member(data: bytes, row: _Row) -> Member:
    kind = stat.S_IFMT(row.attributes)
    if kind == stat.S_IFLNK:
        target = data[row.start : row.end][:_LINK_SHOWN].decode("utf-8", "replace")
        raise FORMAT.error("E_ENTRY_LINK", path=row.path, target=target)
    if kind not in (0, stat.S_IFREG):
        raise FORMAT.error("E_ENTRY_TYPE", path=row.path, type=f"file type {kind:#o}")
    if row.attributes & (stat.S_ISUID | stat.S_ISGID | stat.S_ISVTX):
        raise FORMAT.error("E_ENTRY_MODE", path=row.path, mode=f"{stat.S_IMODE(row.attributes):04o}")
    executable = bool(row.attributes & stat.S_IXUSR)
    return Member(row.path, row.method, row.crc, row.packed, row.size, row.start, executable)


def _check_count(paths: list[str], limits: Limits) -> None:
    seen: set[str] = set()
    for path in paths:
        if path in seen:
            raise FORMAT.error("E_ZIP_DUPLICATE", path=path)
        seen.add(path)
    if len(seen - {RECORD_PATH}) > limits.files:
        raise FORMAT.error("E_TOO_MANY", limit=limits.files)


def _check_names(paths: list[str], limits: Limits) -> None:
    check_paths((path for path in paths if path != RECORD_PATH), limits)
    check_distinct(paths)
