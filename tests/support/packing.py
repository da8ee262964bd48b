"""Zip and tar archives written field by field, so that tests can make any that a hostile hand could make."""

import io
import struct
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from gzip import compress

from packformat.archive import Entry
from packformat.record import Record, row_of

UTF8 = 0x0800
EPOCH = 0x0021
PLAIN, EXECUTABLE = 0o100644, 0o100755
STORED, DEFLATED = 0, 8


@dataclass
class ZipEntry:
    """One entry of a zip; what is left out is as the canonical writer would have it."""

    name: bytes
    data: bytes = b""
    mode: int = PLAIN
    flags: int = UTF8
    method: int | None = None
    date: int = EPOCH
    time: int = 0
    extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    maker: int = 3 << 8 | 20
    disk: int = 0
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    after: bytes = b""
    """What follows its bytes, such as a data descriptor."""
    listed: bool = True
    """Whether the directory lists it."""
    present: bool = True
    """Whether the archive holds it."""
    local: dict[str, object] = field(default_factory=dict)
    """Fields of the local header that differ from the directory's."""
    central: dict[str, object] = field(default_factory=dict)
    """Fields of the directory's record that differ from the local header's."""

    def form(self) -> tuple[int, bytes]:
        """The compression method, and the bytes as they are stored."""
        if self.packed is not None:
            return (DEFLATED if self.method is None else self.method), self.packed
        deflated = deflate(self.data)
        method = self.method
        if method is None:
            method = DEFLATED if len(deflated) < len(self.data) else STORED
        return method, deflated if method == DEFLATED else self.data


def deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def zip_of(entries: Iterable[ZipEntry], *, comment: bytes = b"", **end: int) -> bytes:
    """Write a zip; `end` overrides fields of the end record: count, size, offset, disk."""
    body, directory, count = io.BytesIO(), io.BytesIO(), 0
    for entry in entries:
        offset = body.tell()
        method, packed = entry.form()
        values = {
            "name": entry.name,
            "flags": entry.flags,
            "method": method,
            "crc": zlib.crc32(entry.data) if entry.crc is None else entry.crc,
            "packed": len(packed),
            "size": len(entry.data) if entry.size is None else entry.size,
            "extra": entry.extra,
        }
        if entry.present:
            body.write(_local(entry, values | entry.local) + packed + entry.after)
        if entry.listed:
            central = values | {"extra": entry.central_extra, "offset": offset} | entry.central
            directory.write(_central(entry, central))
            count += 1
    tail = {"count": count, "size": directory.tell(), "offset": body.tell(), "disk": 0} | end
    record = struct.pack(
        "<4s4H2IH",
        b"PK\x05\x06",
        tail["disk"],
        0,
        tail["count"],
        tail["count"],
        tail["size"],
        tail["offset"],
        len(comment),
    )
    return body.getvalue() + directory.getvalue() + record + comment


def _local(entry: ZipEntry, values: dict) -> bytes:
    sizes = (values["crc"], values["packed"], values["size"], len(values["name"]), len(values["extra"]))
    fixed = struct.pack(
        "<4s5H3I2H",
        b"PK\x03\x04",
        20,
        values["flags"],
        values["method"],
        entry.time,
        values.get("date", entry.date),
        *sizes,
    )
    return fixed + values["name"] + values["extra"]


def _central(entry: ZipEntry, values: dict) -> bytes:
    form = (entry.maker, 20, values["flags"], values["method"], entry.time, entry.date)
    lengths = (len(values["name"]), len(values["extra"]), len(entry.comment))
    sizes = (values["crc"], values["packed"], values["size"])
    fixed = struct.pack(
        "<4s6H3I5H2I",
        b"PK\x01\x02",
        *form,
        *sizes,
        *lengths,
        entry.disk,
        0,
        entry.mode << 16,
        values["offset"],
    )
    return fixed + values["name"] + values["extra"] + entry.comment


def canonical(entries: Iterable[ZipEntry], record: bytes | None = None) -> list[ZipEntry]:
    """The entries of a canonical archive: sorted, with the record that describes them (or another one)."""
    given = list(entries)
    if record is None:
        rows = (
            row_of(entry.name.decode("utf-8", "replace"), entry.data, executable=bool(entry.mode & 0o100))
            for entry in given
        )
        record = Record(rows).to_bytes()
    return sorted([*given, ZipEntry(b".ctxpack/record", record)], key=lambda entry: entry.name)


def archive_with(*entries: ZipEntry, record: bytes | None = None) -> bytes:
    """A canonical archive of the usual files and `entries`, whatever is wrong with those."""
    return zip_of(canonical([*usual_files(), *entries], record))


MANIFEST = b"""schema = 1
name = "month-end"
version = "1.0.0"
summary = "Closes the month, one step at a time"
licence = "Apache-2.0"

[[authors]]
name = "Ada"
"""
SKILL = (
    b"---\nname: close\ndescription: Closes the month when the user asks for it.\n---\n\n# Close\n\nDo it.\n"
)


def usual_files() -> list[ZipEntry]:
    """A small pack that is right in every way."""
    return [ZipEntry(b"pack.toml", MANIFEST), ZipEntry(b"skills/close/SKILL.md", SKILL)]


def usual_entries(*more: Entry) -> list[Entry]:
    """The same as the values that readers return."""
    return [Entry(file.name.decode(), file.data) for file in usual_files()] + list(more)


def swapped(entries: Sequence[ZipEntry], one: int, other: int) -> list[ZipEntry]:
    """The same entries with two of them exchanged."""
    result = list(entries)
    result[one], result[other] = result[other], result[one]
    return result


@dataclass
class TarEntry:
    """One entry of a tar in `ustar` form."""

    name: bytes
    data: bytes = b""
    kind: bytes = b"0"
    mode: int | bytes = 0o644
    link: bytes = b""
    prefix: bytes = b""
    magic: bytes = b"ustar\x0000"
    size: int | bytes | None = None
    sum: int | None = None

    def to_bytes(self) -> bytes:
        return self._header() + self.data + bytes(-len(self.data) % 512)

    def _header(self) -> bytes:
        size = len(self.data) if self.size is None else self.size
        head = self.name.ljust(100, b"\0") + _octal(self.mode, 8) + _octal(0, 8) * 2
        head += _octal(size, 12) + _octal(1_700_000_000, 12)
        tail = self.kind + self.link.ljust(100, b"\0") + self.magic
        tail += bytes(64 + 16) + self.prefix.ljust(155, b"\0") + bytes(12)
        total = sum(head) + sum(tail) + 8 * 32 if self.sum is None else self.sum
        return head + b"%06o\0 " % total + tail


def _octal(value: int | bytes, width: int) -> bytes:
    return value.ljust(width, b"\0") if isinstance(value, bytes) else b"%0*o\0" % (width - 1, value)


def tar_of(*entries: TarEntry, end: bytes = bytes(1024)) -> bytes:
    """A `tar.gz` of the entries."""
    return compress(b"".join(entry.to_bytes() for entry in entries) + end, mtime=0)


def usual_tar() -> list[TarEntry]:
    """The small pack that is right in every way, as tar entries."""
    return [TarEntry(file.name, file.data) for file in usual_files()]


def tar_with(*entries: TarEntry) -> bytes:
    """A `tar.gz` of the usual files and `entries`, whatever is wrong with those."""
    return tar_of(*usual_tar(), *entries)


def pax(name: bytes, path: bytes, kind: bytes = b"x") -> TarEntry:
    """An extended header that gives the next entry another path."""
    text = b" path=" + path + b"\n"
    length = len(text) + len(str(len(text) + 2))
    return TarEntry(b"PaxHeaders/" + name, str(length).encode() + text, kind)


def with_byte_changed(data: bytes, offset: int, change: int = 0x01) -> bytes:
    """The same bytes with one of them changed."""
    return data[:offset] + bytes([data[offset] ^ change]) + data[offset + 1 :]
