"""Archives whose record does not describe their files, and those not in canonical form."""

from collections.abc import Callable
from dataclasses import replace

from tests.packformat.hostile.case import Case, patched
from tests.support.packing import (
    EXECUTABLE,
    MANIFEST,
    SKILL,
    ZipEntry,
    archive_with,
    canonical,
    swapped,
    tar_of,
    usual_files,
    usual_tar,
    zip_of,
)


def _recorded(
    identity: str, code: str, *names: str, change: Callable[[list[ZipEntry]], list[ZipEntry]]
) -> Case:
    """A pack whose files were changed after its record was written."""

    def build() -> bytes:
        written = canonical([*usual_files(), ZipEntry(b"notes.md", b"as it was")])
        return zip_of(sorted(change(written), key=lambda entry: entry.name))

    return Case(identity, build, code, names)


RECORDS = [
    _recorded(
        "file changed after it was recorded",
        "E_FILE_HASH",
        "notes.md",
        change=lambda files: [replace(f, data=b"As it was") if f.name == b"notes.md" else f for f in files],
    ),
    _recorded(
        "file that is not recorded",
        "E_FILE_UNLISTED",
        "extra.md",
        change=lambda files: [*files, ZipEntry(b"extra.md", b"more")],
    ),
    _recorded(
        "recorded file that is absent",
        "E_FILE_ABSENT",
        "notes.md",
        change=lambda files: [f for f in files if f.name != b"notes.md"],
    ),
    Case(
        "recorded size that is wrong",
        lambda: archive_with(record=_record().replace(b" %d " % len(SKILL), b" 9 ")),
        "E_SIZE_MISMATCH",
        ("SKILL.md", "9"),
    ),
    Case("record that is not UTF-8", lambda: archive_with(record=b"\xff\n"), "E_RECORD_SYNTAX", ("line 1",)),
    Case("record in another order", lambda: archive_with(record=_reversed(_record())), "E_RECORD_SYNTAX"),
    Case(
        "record with a line twice", lambda: archive_with(record=_record() + _last_line()), "E_RECORD_SYNTAX"
    ),
    Case(
        "record with a size in other digits",
        lambda: archive_with(record=_sized("²")),
        "E_RECORD_SYNTAX",
        ("line 1",),
    ),
    Case(
        "record with an endless size",
        lambda: archive_with(record=_sized("9" * 5000)),
        "E_RECORD_SYNTAX",
        ("line 1",),
    ),
    Case(
        "record that lists itself",
        lambda: archive_with(record=_renamed(b".ctxpack/record")),
        "E_RECORD_SYNTAX",
    ),
    Case("record that leads out", lambda: archive_with(record=_renamed(b"../pack.toml")), "E_RECORD_SYNTAX"),
    Case(
        "record without its last line break", lambda: archive_with(record=_record()[:-1]), "E_RECORD_SYNTAX"
    ),
]


def _record() -> bytes:
    return next(file.data for file in canonical(usual_files()) if file.name == b".ctxpack/record")


def _last_line() -> bytes:
    return _record().splitlines(keepends=True)[-1]


def _reversed(record: bytes) -> bytes:
    return b"".join(reversed(record.splitlines(keepends=True)))


def _sized(size: str) -> bytes:
    return _record().replace(b" %d 0644 pack.toml" % len(MANIFEST), f" {size} 0644 pack.toml".encode())


def _renamed(path: bytes) -> bytes:
    return _record().replace(b" pack.toml", b" " + path)


def _form(identity: str, *names: str, **fields: object) -> Case:
    return Case(identity, patched(**fields), "E_NOT_CANONICAL", ("skills/close/SKILL.md", *names))


CANONICAL = [
    Case(
        "entries out of order",
        lambda: zip_of(swapped(canonical(usual_files()), 1, 2)),
        "E_NOT_CANONICAL",
        ("pack.toml", "order"),
    ),
    _form("date", "time stamp", date=0x5721),
    _form("time", "time stamp", time=0x6000),
    _form("names not said to be UTF-8", "header", flags=0),
    _form("owner in the local header", "header", extra=b"ux\x0b\0\1\4" + bytes(9)),
    _form("owner in the directory", "owner", central_extra=b"ux\x0b\0\1\4" + bytes(9)),
    _form("made on another system", "directory", maker=20),
    _form("other permissions", "directory", mode=0o100600),
    Case(
        "mode that is not the recorded one",
        lambda: zip_of(
            replace(file, mode=EXECUTABLE) if file.name == b"pack.toml" else file
            for file in canonical(usual_files())
        ),
        "E_NOT_CANONICAL",
        ("pack.toml", "mode"),
    ),
    Case("folder entries", lambda: archive_with(ZipEntry(b"a/", mode=0o040755)), "E_NOT_CANONICAL"),
    Case("no record", lambda: zip_of(usual_files()), "E_FILE_ABSENT", (".ctxpack/record",)),
    Case("record only", lambda: zip_of(canonical([])), "E_ARCHIVE_EMPTY"),
    Case("a tar", lambda: tar_of(*usual_tar()), "E_ARCHIVE_TYPE", ("gzip data",)),
]
