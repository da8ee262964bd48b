"""Hostile and broken uploads in tar.gz form."""

import gzip

from packformat.paths import DEFAULT_LIMITS
from tests.packformat.hostile.case import Case
from tests.support.packing import TarEntry, pax, tar_of, tar_with, usual_tar, with_byte_changed

LIMITS = DEFAULT_LIMITS
MIB = 1024 * 1024


def _cut_tar(size: int) -> bytes:
    return gzip.compress(b"".join(entry.to_bytes() for entry in usual_tar())[: size - 100])


def _with_wrong_sum() -> bytes:
    data = tar_of(*usual_tar())
    return with_byte_changed(data, len(data) - 8)


TAR = [
    *(
        Case(f"tar: {identity}", lambda name=name: tar_with(TarEntry(name, b"text")), code, names)
        for identity, name, code, names in (
            ("parent", b"../evil.md", "E_PATH_ESCAPE", ("../evil.md",)),
            ("dot", b"./notes.md", "E_PATH_NOT_CANONICAL", ("./notes.md", "`notes.md`")),
            ("absolute", b"/etc/x.md", "E_PATH_ABSOLUTE", ("/etc/x.md",)),
            ("not UTF-8", b"\xff\xfe.md", "E_PATH_ENCODING", ("ff fe 2e 6d 64",)),
            ("NUL in the name", b"a.md\0.sh", "E_PATH_CHARS", ("a.md\\u0000.sh",)),
            ("empty name", b"", "E_PATH_EMPTY", ("entry 5",)),
            ("file named as a folder", b"a/", "E_ENTRY_TYPE", ("a/",)),
        )
    ),
    *(
        Case(f"tar: {identity}", lambda entry=entry: tar_with(entry), code, names)
        for identity, entry, code, names in (
            (
                "link out",
                TarEntry(b"b.md", kind=b"2", link=b"/etc/hostname"),
                "E_ENTRY_LINK",
                ("b.md", "/etc/hostname"),
            ),
            ("link in", TarEntry(b"b.md", kind=b"2", link=b"a.md"), "E_ENTRY_LINK", ("b.md", "a.md")),
            ("hard link", TarEntry(b"b.md", kind=b"1", link=b"pack.toml"), "E_ENTRY_LINK", ("pack.toml",)),
            ("hard link out", TarEntry(b"b.md", kind=b"1", link=b"../x"), "E_ENTRY_LINK", ("../x",)),
            ("character device", TarEntry(b"d", kind=b"3"), "E_ENTRY_TYPE", ("`d`", "character device")),
            ("block device", TarEntry(b"d", kind=b"4"), "E_ENTRY_TYPE", ("`d`", "block device")),
            ("named pipe", TarEntry(b"d", kind=b"6"), "E_ENTRY_TYPE", ("`d`", "named pipe")),
            ("set-user-id", TarEntry(b"d", mode=0o4755), "E_ENTRY_MODE", ("`d`", "4755")),
            ("folder with data", TarEntry(b"d/", b"x" * 512, kind=b"5"), "E_ENTRY_TYPE", ("d/",)),
            ("global header", pax(b"g", b"evil.md", b"g"), "E_TAR_EXTENSION", ("`g`",)),
            ("GNU long name", TarEntry(b"././@LongLink", b"a" * 150, b"L"), "E_TAR_EXTENSION", ("`L`",)),
            ("sparse file", TarEntry(b"s.md", kind=b"S"), "E_TAR_EXTENSION", ("`S`",)),
            ("wrong sum", TarEntry(b"x.md", sum=1), "E_TAR_HEADER", ("block 5", "sum")),
            ("size in base 256", TarEntry(b"x.md", size=b"\x80" + bytes(11)), "E_TAR_HEADER", ("block 5",)),
            ("size that is none", TarEntry(b"x.md", size=b"99999999999"), "E_TAR_HEADER", ("octal",)),
            ("size below zero", TarEntry(b"x.md", size=b"-1000"), "E_TAR_HEADER", ("octal",)),
            ("size as Python writes it", TarEntry(b"x.md", size=b"0o1_0"), "E_TAR_HEADER", ("octal",)),
            ("other magic", TarEntry(b"x.md", magic=bytes(8)), "E_TAR_HEADER", ("block 5", "ustar")),
            (
                "GNU times where the path goes on",
                TarEntry(b"x.md", prefix=b"123", magic=b"ustar  \0"),
                "E_TAR_HEADER",
                ("GNU",),
            ),
            (
                "file over the limit",
                TarEntry(b"big.bin", bytes(10 * MIB + 1)),
                "E_TOO_LARGE",
                ("big.bin", "10485760"),
            ),
            ("one name twice", TarEntry(b"pack.toml", b"two"), "E_PATH_COLLISION", ("pack.toml",)),
        )
    ),
    Case(
        "tar: link to a folder, then a file through it",
        lambda: tar_with(TarEntry(b"d", kind=b"2", link=b"/tmp"), TarEntry(b"d/x.md", b"x")),
        "E_ENTRY_LINK",
        ("`d`", "/tmp"),
    ),
    Case(
        "tar: extended header with another path",
        lambda: tar_with(pax(b"good.md", b"evil.md"), TarEntry(b"good.md", b"x")),
        "E_TAR_EXTENSION",
        ("good.md", "evil.md"),
    ),
    Case(
        "tar: extended header without a path",
        lambda: tar_with(TarEntry(b"p", b"20 mtime=1.5\n", b"x"), TarEntry(b"good.md", b"x")),
        "E_TAR_EXTENSION",
        ("`x`",),
    ),
    Case(
        "tar: 5,001 files",
        lambda: tar_with(*(TarEntry(b"n/%05d" % n) for n in range(LIMITS.files - 1))),
        "E_TOO_MANY",
        ("5000",),
    ),
    Case(
        "tar: folders without end",
        lambda: tar_with(*(TarEntry(b"n%05d/" % n, kind=b"5") for n in range(2 * LIMITS.files))),
        "E_TOO_MANY",
        ("5000",),
    ),
    Case(
        "tar: total over the limit",
        lambda: tar_with(*(TarEntry(b"n/%d" % n, bytes(10 * MIB)) for n in range(5))),
        "E_TOO_LARGE",
        ("unpacked", "52428800"),
    ),
    Case("tar: folders only", lambda: tar_of(TarEntry(b"a/", kind=b"5")), "E_ARCHIVE_EMPTY", ("the upload",)),
    Case(
        "tar: cut inside a file", lambda: _cut_tar(512 * 4), "E_ARCHIVE_TRUNCATED", ("skills/close/SKILL.md",)
    ),
    Case("tar: no end", lambda: tar_of(*usual_tar(), end=b""), "E_ARCHIVE_TRUNCATED", ("after",)),
    Case("tar: half an end", lambda: tar_of(*usual_tar(), end=bytes(512)), "E_ARCHIVE_TRUNCATED", ("after",)),
    Case("tar: gzip cut off", lambda: tar_of(*usual_tar())[:-20], "E_ARCHIVE_TRUNCATED", ("the upload",)),
    Case("tar: gzip cut in its sum", lambda: tar_of(*usual_tar())[:-3], "E_ARCHIVE_TRUNCATED", ("its end",)),
    Case(
        "tar: data after one empty block",
        lambda: tar_of(*usual_tar(), end=bytes(512) + b"x" * 512),
        "E_TAR_HEADER",
        ("follows",),
    ),
    Case(
        "tar: data after the end",
        lambda: tar_of(*usual_tar(), end=bytes(2048) + b"x" * 512),
        "E_TAR_HEADER",
        ("follows",),
    ),
    Case(
        "tar: zeros without end",
        lambda: tar_of(*usual_tar(), end=bytes(3 * MIB)),
        "E_TAR_HEADER",
        ("follows",),
    ),
    Case("tar: second gzip member", lambda: tar_of(*usual_tar()) * 2, "E_ZIP_TRAILING", ("offset",)),
    Case(
        "tar: bytes after the gzip", lambda: tar_of(*usual_tar()) + b"x" * 99, "E_ZIP_TRAILING", ("99 bytes",)
    ),
    Case("tar: wrong sum of the gzip", _with_wrong_sum, "E_ZIP_CRC", ("the upload",)),
    Case("tar: gzip of something else", lambda: gzip.compress(b"x" * 600), "E_TAR_HEADER", ("block 1",)),
    Case("tar: gzip of nothing", lambda: gzip.compress(b""), "E_ARCHIVE_TRUNCATED", ("first block",)),
]
