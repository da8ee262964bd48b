"""Archives that are small to send and large to read."""

import random
import struct
import zlib

from packformat.paths import DEFAULT_LIMITS
from tests.packformat.hostile.case import Case
from tests.support.packing import ZipEntry, archive_with, canonical, deflate, usual_files, zip_of

LIMITS = DEFAULT_LIMITS
MIB = 1024 * 1024


def _many(count: int) -> bytes:
    return zip_of(canonical([*usual_files(), *(ZipEntry(b"n/%05d" % n, b"x") for n in range(count))]))


def _noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)  # noqa: S311 - the same noise each time


def _zeros(amount: int, **fields: int) -> ZipEntry:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = bytes(MIB)
    packed = b"".join(packer.compress(piece) for _ in range(amount // MIB)) + packer.flush()
    return ZipEntry(b"zeros.bin", packed=packed, **{"size": amount, "crc": 0, **fields})


def _quoted_overlap() -> bytes:
    """Two entries share the packed bytes of the second: the first quotes its header in a stored block."""
    inner = ZipEntry(b"b.bin", bytes(50_000))
    quoted = zip_of([inner])
    header = quoted[: 30 + len(inner.name)]
    kernel = deflate(inner.data)
    block = b"\0" + struct.pack("<2H", len(header), len(header) ^ 0xFFFF) + header
    content = header + inner.data
    outer = ZipEntry(b"a.bin", packed=block + kernel, size=len(content), crc=zlib.crc32(content))
    start = 30 + len(outer.name) + len(block) - len(header)
    shadow = ZipEntry(inner.name, inner.data, present=False, central={"offset": start})
    return zip_of([outer, shadow])


def _shared_block(count: int) -> bytes:
    first = ZipEntry(b"a0000", bytes(50_000))
    others = [
        ZipEntry(b"a%04d" % number, bytes(50_000), present=False, central={"offset": 0})
        for number in range(1, count)
    ]
    return zip_of([first, *others])


BOMBS = [
    Case(
        "200 MiB of zeros",
        lambda: archive_with(_zeros(200 * MIB)),
        "E_TOO_LARGE",
        ("zeros.bin", "10485760", "10485761"),
    ),
    Case(
        "1 kB that inflates to 300 MiB",
        lambda: archive_with(_zeros(300 * MIB, size=1024)),
        "E_SIZE_MISMATCH",
        ("zeros.bin", "1024"),
    ),
    Case(
        "size stated too large",
        lambda: archive_with(_zeros(MIB, size=2 * MIB)),
        "E_SIZE_MISMATCH",
        ("zeros.bin", "2097152"),
    ),
    Case("5,001 files", lambda: _many(LIMITS.files - 1), "E_TOO_MANY", ("5000",)),
    Case("20,000 files", lambda: _many(20_000), "E_TOO_MANY", ("5000",)),
    Case(
        "total over the limit", lambda: _total(LIMITS.unpacked + 1), "E_TOO_LARGE", ("52428800", "unpacked")
    ),
    Case(
        "file over the limit",
        lambda: archive_with(ZipEntry(b"noise.bin", _noise(10 * MIB + 1))),
        "E_TOO_LARGE",
        ("noise.bin", "10485760"),
    ),
    Case(
        "archive over the limit",
        lambda: bytes(LIMITS.archive + 1),
        "E_TOO_LARGE",
        ("33554432", "33554433"),
    ),
    Case("entries that share one block", lambda: _shared_block(1000), "E_ZIP_OVERLAP", ("a0000", "a0001")),
    Case("entries that quote one another", _quoted_overlap, "E_ZIP_OVERLAP", ("a.bin", "b.bin")),
]


def _total(size: int) -> bytes:
    full, rest = divmod(size - sum(len(file.data) for file in usual_files()), MIB)
    files = [ZipEntry(b"big/%03d.bin" % number, bytes(MIB)) for number in range(full)]
    return archive_with(*files, ZipEntry(b"big/rest.bin", bytes(rest)))
