"""What the validator reads and what it refuses; how little it takes to refuse it."""

import struct
import tracemalloc
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.archive import Entry, write_archive
from packformat.errors import CtxpackError
from packformat.litter import is_litter
from packformat.paths import Limits
from packformat.upload import read_upload
from packformat.zipwalk import walk
from tests.packformat.hostile.bombs import BOMBS
from tests.packformat.hostile.case import Case
from tests.packformat.hostile.paths import PATHS
from tests.packformat.hostile.records import RECORDS
from tests.packformat.hostile.types import TYPES
from tests.packformat.hostile.zips import ZIPS
from tests.support.packing import (
    TarEntry,
    ZipEntry,
    archive_with,
    canonical,
    deflate,
    swapped,
    tar_of,
    usual_entries,
    usual_files,
    usual_tar,
    with_byte_changed,
    zip_of,
)
from tests.support.refusals import refused
from tests.support.strategies import trees

MIB = 1024 * 1024


def by_path(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.path.encode())


@pytest.mark.parametrize("case", [*PATHS, *TYPES, *BOMBS, *ZIPS, *RECORDS], ids=lambda case: case.id)
def test_a_hostile_upload_is_refused_with_its_code_and_a_message_that_names_the_place(case: Case) -> None:
    data = case.build()
    with refused(case.code, *case.names):
        read_upload(data, source="the upload")


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case.id)
def test_a_bomb_costs_less_memory_than_its_limits(case: Case) -> None:
    data = case.build()
    tracemalloc.start()
    with refused(case.code):
        read_upload(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MIB


@given(trees.filter(lambda tree: not any(is_litter(entry.path) for entry in tree)))
def test_a_built_archive_is_an_upload_too(tree: list[Entry]) -> None:
    assert read_upload(write_archive(tree)) == by_path(tree)


@pytest.mark.unmeasured
@given(st.binary(max_size=300))
@settings(max_examples=500)
def test_any_bytes_are_read_or_refused_in_words(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\x1f\x8b\x08\0"):
        with pytest.raises(CtxpackError):
            read_upload(start + data)


@pytest.mark.unmeasured
@given(st.data())
@settings(max_examples=500)
def test_a_changed_byte_is_refused_or_read_as_some_legal_pack(data: st.DataObject) -> None:
    archive = data.draw(st.sampled_from([archive_with(), tar_of(*usual_tar())]))
    offset = data.draw(st.integers(0, len(archive) - 1))
    try:
        entries = read_upload(with_byte_changed(archive, offset, data.draw(st.integers(1, 255))))
    except CtxpackError:
        return
    write_archive(entries)


LAWFUL = {
    "in another order": lambda: zip_of(swapped(canonical(usual_files()), 0, 2)),
    "with times and owners": lambda: zip_of(
        ZipEntry(file.name, file.data, extra=UT + UX, central_extra=UT + UX, date=0x5721, flags=0)
        for file in usual_files()
    ),
    "with folder entries": lambda: zip_of([ZipEntry(b"skills/", mode=0o040755), *usual_files()]),
    "with folders as MS-DOS marks them": lambda: zip_of(
        [ZipEntry(b"skills/", mode=0, maker=20), *usual_files()]
    ),
    "in one folder": lambda: zip_of(ZipEntry(b"my pack/" + file.name, file.data) for file in usual_files()),
    "as a Mac packs a folder": lambda: zip_of(
        [
            *(ZipEntry(b"month-end/" + file.name, file.data) for file in usual_files()),
            ZipEntry(b"month-end/.DS_Store", b"\0\1"),
            ZipEntry(b"__MACOSX/month-end/._pack.toml", b"\0\5\x16\7"),
        ]
    ),
    "with what tools leave behind": lambda: zip_of(
        [
            *usual_files(),
            ZipEntry(b"scripts/__pycache__/a.pyc", b"x"),
            ZipEntry(b"node_modules/x/index.js", b"x"),
        ]
    ),
    "as a built archive in one folder": lambda: zip_of(
        ZipEntry(b"p/" + file.name, file.data) for file in canonical(usual_files())
    ),
    "as the Finder packs files": lambda: streamed_zip(signature=b"PK\7\x08", extra=b"UX\x08\0" + bytes(8)),
    "as a program packs that writes as it goes": lambda: streamed_zip(signature=b""),
    "as a code host packs a commit": lambda: zip_of(
        [ZipEntry(b"m-0.1/", mode=0), *(ZipEntry(b"m-0.1/" + f.name, f.data) for f in usual_files())],
        comment=b"0123456789abcdef0123456789abcdef01234567",
    ),
    "as a tar": lambda: tar_of(*usual_tar()),
    "as a tar with folders": lambda: tar_of(TarEntry(b"skills/", kind=b"5", mode=0o2755), *usual_tar()),
    "as a tar in one folder": lambda: tar_of(*(TarEntry(b"p/" + f.name, f.data) for f in usual_files())),
    "as GNU tar writes it": lambda: tar_of(
        *(TarEntry(f.name, f.data, magic=b"ustar  \0") for f in usual_files())
    ),
    "as an old tar writes it": lambda: tar_of(*(TarEntry(f.name, f.data, kind=b"\0") for f in usual_files())),
    "as a tar with its path in two fields": lambda: tar_of(
        usual_tar()[0], TarEntry(b"SKILL.md", usual_files()[1].data, prefix=b"skills/close")
    ),
    "as a tar with its record": lambda: tar_of(*(TarEntry(f.name, f.data) for f in canonical(usual_files()))),
    "as a padded tar": lambda: tar_of(*usual_tar(), end=bytes(10240)),
}


def streamed_zip(signature: bytes, extra: bytes = b"") -> bytes:
    """A zip whose sizes stand after the data, as it is written by whoever does not know them before."""
    return zip_of(
        replace(
            entry,
            flags=0x0808,
            method=8,
            extra=extra,
            central_extra=extra,
            after=signature
            + struct.pack("<3I", zlib.crc32(entry.data), len(deflate(entry.data)), len(entry.data)),
            local={"crc": 0, "packed": 0, "size": 0},
        )
        for entry in usual_files()
    )


@pytest.mark.parametrize(
    "change",
    [{"after": b"PK\7\x08" + bytes(12)}, {"after": b""}, {"method": 0}],
    ids=["another size", "no size at all", "stored data"],
)
def test_a_size_after_the_data_is_read_only_where_it_can_mean_one_thing(change: dict) -> None:
    *first, last = usual_files()
    wrong = replace(last, flags=0x0808, local={"crc": 0, "packed": 0, "size": 0}, **change)
    with refused("E_ZIP_FLAG", "SKILL.md", "after its data"):
        read_upload(zip_of([*first, wrong]))


def test_an_empty_file_may_have_its_size_after_no_data() -> None:
    empty = ZipEntry(b"empty.md", b"", flags=0x0808, method=0, after=bytes(12))
    assert Entry("empty.md", b"") in read_upload(zip_of([*usual_files(), empty]))


def test_many_sizes_after_the_data_cost_no_copy_of_what_follows_each() -> None:
    """Five thousand of them before thirty megabytes had kept a worker busy for more than a minute."""
    filling = ZipEntry(b"z", bytes(8 * MIB), method=0)
    empty = [ZipEntry(b"a/%d" % number, b"", flags=0x0808, method=0, after=bytes(12)) for number in range(20)]
    data = zip_of([*usual_files(), *empty, filling])
    tracemalloc.start()
    walk(data, foreign=True)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MIB


UT = b"UT\5\0\1abcd"
UX = b"ux\x0b\0\1\4" + bytes(9)


@pytest.mark.parametrize("how", LAWFUL)
def test_a_pack_is_read_the_same_however_it_was_sent(how: str) -> None:
    assert by_path(read_upload(LAWFUL[how]())) == usual_entries()


def test_the_mode_of_a_program_is_kept() -> None:
    program = ZipEntry(b"scripts/run", b"#!/bin/sh\n", mode=0o100755)
    assert read_upload(archive_with(program))[1] == Entry("scripts/run", b"#!/bin/sh\n", executable=True)
    tar = tar_of(TarEntry(b"scripts/run", b"#!/bin/sh\n", mode=0o755))
    assert read_upload(tar) == [Entry("scripts/run", b"#!/bin/sh\n", executable=True)]


def test_a_folder_around_everything_hides_nothing_that_is_refused_at_the_top() -> None:
    data = zip_of(
        [
            *(ZipEntry(b"p/" + file.name, file.data) for file in usual_files()),
            ZipEntry(b"p/.claude/settings.json", b"{}"),
        ]
    )
    with refused("E_PATH_RESERVED", ".claude/settings.json"):
        read_upload(data)


def test_a_folder_beside_others_is_not_taken_away() -> None:
    data = zip_of([ZipEntry(b"README.md", b"x"), *(ZipEntry(b"p/" + f.name, f.data) for f in usual_files())])
    assert [entry.path for entry in read_upload(data)] == [
        "README.md",
        "p/pack.toml",
        "p/skills/close/SKILL.md",
    ]


def test_an_upload_of_nothing_but_leftovers_is_empty() -> None:
    with refused("E_ARCHIVE_EMPTY", "mine.zip"):
        read_upload(zip_of([ZipEntry(b".DS_Store", b"x")]), source="mine.zip")


@pytest.mark.parametrize("pack", [archive_with, lambda: tar_of(*usual_tar())], ids=["zip", "tar"])
def test_limits_are_those_of_the_caller(pack: object) -> None:
    for limits in (
        Limits(files=1),
        Limits(file=10),
        Limits(unpacked=200),
        Limits(archive=100),
        Limits(path=5),
    ):
        with pytest.raises(CtxpackError):
            read_upload(pack(), limits)


def test_a_record_that_lists_nothing_is_held_against_the_files_too() -> None:
    with refused("E_FILE_UNLISTED", "pack.toml"):
        read_upload(zip_of([ZipEntry(b".ctxpack/record", b""), *usual_files()]))
