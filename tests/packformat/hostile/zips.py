"""Zips in which two readers could see two packs, and what is no zip at all."""

from tests.packformat.hostile.case import Case, patched
from tests.support.packing import (
    DEFLATED,
    SKILL,
    ZipEntry,
    archive_with,
    canonical,
    deflate,
    usual_files,
    zip_of,
)


def _plain() -> bytes:
    return archive_with()


def _flag(identity: str, *names: str, **fields: object) -> Case:
    return Case(identity, patched(**fields), "E_ZIP_FLAG", ("skills/close/SKILL.md", *names))


def _method(number: int, name: str) -> Case:
    return Case(
        f"{name} compression", patched(method=number, packed=b"x" * 40), "E_ZIP_METHOD", ("SKILL.md", name)
    )


def _overwritten(text: bytes) -> bytes:
    data = archive_with(ZipEntry(b"notes.md", b"stored as it is", method=0))
    return data.replace(b"stored as it is", text)


ZIPS = [
    Case(
        "one name twice",
        lambda: archive_with(ZipEntry(b"a.md", b"one"), ZipEntry(b"a.md", b"two")),
        "E_ZIP_DUPLICATE",
        ("a.md",),
    ),
    Case(
        "headers that differ on the name",
        patched(local={"name": b"skills/close/SKILL.mx"}),
        "E_ZIP_MISMATCH",
        ("skills/close/SKILL.md", "skills/close/SKILL.mx"),
    ),
    Case("file that the directory does not list", patched(listed=False), "E_ZIP_MISMATCH", ("offset",)),
    Case(
        "record without a file",
        patched(present=False, central={"offset": 0x7FFF}),
        "E_ZIP_MISMATCH",
        ("skills/close/SKILL.md", "32767"),
    ),
    Case("packed sizes that differ", patched(local={"packed": 9}), "E_ZIP_MISMATCH", ("SKILL.md",)),
    Case("sizes that differ", patched(local={"size": 9}), "E_ZIP_MISMATCH", ("SKILL.md",)),
    Case("sums that differ", patched(local={"crc": 9}), "E_ZIP_MISMATCH", ("SKILL.md",)),
    Case("methods that differ", patched(local={"method": 0}), "E_ZIP_MISMATCH", ("SKILL.md",)),
    Case("stored size that is none", patched(method=0, size=9), "E_SIZE_MISMATCH", ("SKILL.md", "9")),
    Case("text after the end", lambda: _plain() + b"0123456789", "E_ZIP_TRAILING", ("10 bytes",)),
    Case("zeros after the end", lambda: _plain() + bytes(10), "E_ZIP_TRAILING", ("10 bytes",)),
    Case(
        "comment", lambda: zip_of(canonical(usual_files()), comment=b"hello"), "E_ZIP_TRAILING", ("5 bytes",)
    ),
    Case("PDF line before", lambda: b"%PDF-1.4\n" + _plain(), "E_ZIP_PREFIX", ("25 50 44 46",)),
    Case("text before", lambda: b"#!/bin/sh\n" * 100 + _plain(), "E_ZIP_PREFIX", ("23 21 2f 62",)),
    Case("file before that is not listed", lambda: _plain()[:90] + _plain(), "E_ZIP_MISMATCH", ("offset",)),
    Case("second archive", lambda: _plain() + _plain(), "E_ZIP_TRAILING", (f"offset {len(_plain())}",)),
    _flag("sizes after the data", "after its data", flags=0x0808),
    _flag("encrypted", "encrypted", flags=0x0801),
    _flag("masked headers", "0x2800", flags=0x2800),
    _flag("strong encryption field", "0x0017", central_extra=b"\x17\0\2\0ab"),
    _flag("second name in a Unicode path field", "0x7075", central_extra=b"\x75\x70\4\0evil"),
    _flag("second name in the local header", "0x7075", extra=b"\x75\x70\4\0evil"),
    _flag("ZIP64 sizes", "0x0001", central_extra=b"\1\0\x10\0" + bytes(16)),
    _flag("extra field cut off", "0x5455", central_extra=b"UT\x09\0ab"),
    _flag("extra field of one byte", "0x0055", central_extra=b"U"),
    _flag("comment of an entry", "comment", comment=b"hello"),
    _flag("other disk", "disk number", disk=1),
    _flag("size that points to ZIP64", "ZIP64", central={"size": 0xFFFFFFFF}),
    Case("ZIP64 end", lambda: zip_of(canonical(usual_files()), count=0xFFFF), "E_ZIP_FLAG", ("ZIP64",)),
    Case("several disks", lambda: zip_of(canonical(usual_files()), disk=1), "E_ZIP_MISMATCH", ("disks",)),
    Case("count too low", lambda: zip_of(canonical(usual_files()), count=2), "E_ZIP_MISMATCH", ("offset",)),
    Case(
        "count too high", lambda: zip_of(canonical(usual_files()), count=4), "E_ZIP_MISMATCH", ("record 4",)
    ),
    Case(
        "directory elsewhere",
        lambda: zip_of(canonical(usual_files()), offset=7),
        "E_ZIP_MISMATCH",
        ("offset",),
    ),
    Case(
        "directory that is not one",
        lambda: _plain().replace(b"PK\1\2", b"PK\1\3"),
        "E_ZIP_MISMATCH",
        ("record 1",),
    ),
    _method(12, "bzip2"),
    _method(14, "LZMA"),
    _method(93, "Zstandard"),
    _method(77, "method 77"),
    Case(
        "changed bytes of a stored file", lambda: _overwritten(b"stored As it is"), "E_ZIP_CRC", ("notes.md",)
    ),
    Case(
        "deflated bytes that are none",
        patched(method=DEFLATED, packed=b"\xff" * 9),
        "E_ZIP_CRC",
        ("SKILL.md",),
    ),
    Case(
        "more after the deflated bytes",
        patched(method=DEFLATED, packed=deflate(SKILL) + b"xx"),
        "E_SIZE_MISMATCH",
        ("SKILL.md",),
    ),
    Case("cut off by 30 bytes", lambda: _plain()[:-30], "E_ARCHIVE_TRUNCATED", (str(len(_plain()) - 30),)),
    Case("cut in the middle", lambda: _plain()[: len(_plain()) // 2], "E_ARCHIVE_TRUNCATED", ("the upload",)),
    Case("cut inside the end record", lambda: _plain()[:-5], "E_ARCHIVE_TRUNCATED", ("the upload",)),
    Case("no entries", lambda: zip_of([]), "E_ARCHIVE_EMPTY", ("the upload", "22 bytes")),
    Case("folders only", lambda: zip_of([ZipEntry(b"a/", mode=0)]), "E_ARCHIVE_EMPTY", ("the upload",)),
    Case("web page", lambda: b"<!doctype html><title>502</title>", "E_ARCHIVE_TYPE", ("a web page",)),
    Case("RAR", lambda: b"Rar!\x1a\x07\x01\0" + bytes(40), "E_ARCHIVE_TYPE", ("a RAR archive",)),
    Case("7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40), "E_ARCHIVE_TYPE", ("a 7z archive",)),
    Case("other bytes", lambda: b"\x01\x02\x03", "E_ARCHIVE_TYPE", ("01 02 03",)),
    Case("nothing at all", lambda: b"", "E_ARCHIVE_EMPTY", ("the upload", "0 bytes")),
]
