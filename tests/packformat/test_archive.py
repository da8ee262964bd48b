"""The canonical archive: one byte string for one set of files, and a reader that takes nothing else."""

import io
import random
import tracemalloc
import zipfile
import zlib
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.archive import (
    MOST_SOUGHT,
    MOST_SQUEEZED,
    Entry,
    extract,
    read_archive,
    scan_archive,
    write_archive,
    write_plain_zip,
)
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.paths import DEFAULT_LIMITS, RECORD_PATH, Limits
from packformat.upload import read_upload
from tests.packformat.hostile.bombs import BOMBS
from tests.packformat.hostile.case import Case
from tests.packformat.hostile.paths import PATHS
from tests.packformat.hostile.records import CANONICAL, RECORDS
from tests.packformat.hostile.types import TYPES
from tests.packformat.hostile.zips import ZIPS
from tests.support.packing import (
    archive_with,
    canonical,
    usual_entries,
    usual_files,
    with_byte_changed,
    zip_of,
)
from tests.support.refusals import refused
from tests.support.strategies import trees

MIB = 1024 * 1024


def by_path(entries: tuple[Entry, ...] | list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.path.encode())


@pytest.mark.parametrize(
    "case", [*PATHS, *TYPES, *BOMBS, *ZIPS, *RECORDS, *CANONICAL], ids=lambda case: case.id
)
def test_a_hostile_archive_is_refused_with_its_code_and_a_message_that_names_the_place(case: Case) -> None:
    data = case.build()
    names = [name for name in case.names if name != "the upload"]
    with refused(case.code, *names):
        read_archive(data)


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case.id)
def test_a_bomb_costs_less_memory_than_its_limits(case: Case) -> None:
    data = case.build()
    tracemalloc.start()
    with refused(case.code):
        read_archive(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * MIB


@pytest.mark.unmeasured
@given(trees)
@settings(max_examples=1000)
def test_what_is_written_is_read_back_byte_for_byte(tree: list[Entry]) -> None:
    archive = read_archive(write_archive(tree))
    assert list(archive.entries) == by_path(tree)
    assert [(row.path, row.digest, row.size, row.executable) for row in archive.record] == [
        (path, Digest.of(data), len(data), executable) for path, data, executable in archive.entries
    ]


@pytest.mark.unmeasured
@given(trees, st.randoms(use_true_random=False))
@settings(max_examples=1000)
def test_the_same_files_in_any_order_make_the_same_bytes(tree: list[Entry], random: object) -> None:
    shuffled = list(tree)
    random.shuffle(shuffled)
    assert write_archive(shuffled) == write_archive(tree)


@pytest.mark.unmeasured
@given(trees, st.data())
@settings(max_examples=500)
def test_a_changed_byte_is_refused_or_changes_nothing(tree: list[Entry], data: st.DataObject) -> None:
    archive = write_archive(tree)
    offset = data.draw(st.integers(0, len(archive) - 1))
    change = data.draw(st.integers(1, 255))
    assert _read_or_nothing(with_byte_changed(archive, offset, change)) in (None, by_path(tree))


def test_every_byte_of_an_archive_counts() -> None:
    archive = write_archive(usual_entries())
    outcomes = [_read_or_nothing(with_byte_changed(archive, offset)) for offset in range(len(archive))]
    assert {outcome: True for outcome in outcomes if outcome != usual_entries()} == {None: True}


def _read_or_nothing(data: bytes) -> list[Entry] | None:
    try:
        return list(read_archive(data).entries)
    except CtxpackError:
        return None


def test_an_archive_cut_off_anywhere_is_refused() -> None:
    archive = write_archive(usual_entries())
    assert {_read_or_nothing(archive[:end]) is None for end in range(len(archive))} == {True}


def test_the_tests_own_writer_makes_the_same_bytes() -> None:
    assert archive_with() == write_archive(usual_entries())


def test_scanning_lists_every_file_and_the_record_without_inflating() -> None:
    data = write_archive(usual_entries(Entry("scripts/run", b"#!/bin/sh\n", executable=True)))
    members = scan_archive(data)
    assert [(member.path, member.executable) for member in members] == [
        (RECORD_PATH, False),
        ("pack.toml", False),
        ("scripts/run", True),
        ("skills/close/SKILL.md", False),
    ]
    assert extract(data, members[2]) == b"#!/bin/sh\n"


def test_an_archive_is_what_a_common_unzip_reads_too() -> None:
    tree = usual_entries(Entry("references/月次決算.md", "締め".encode()))
    with zipfile.ZipFile(io.BytesIO(write_archive(tree))) as archive:
        assert {name: archive.read(name) for name in archive.namelist() if name != RECORD_PATH} == {
            entry.path: entry.data for entry in tree
        }


LAWFUL_NAMES = [
    "references/月次決算.md",
    "references/راهنما.md",
    "références/café.md",
    "references/हिन्दी.md",
    "a b/c (1).md",
    "__init__.py",
    ".gitignore",
    "skills/x/.mcp.json",
    "docs/CLAUDE.md",
    "a;b$c%d^e{f}.md",
]


@pytest.mark.parametrize("path", LAWFUL_NAMES)
def test_a_lawful_name_is_accepted(path: str) -> None:
    tree = usual_entries(Entry(path, b"text"))
    assert list(read_archive(write_archive(tree)).entries) == by_path(tree)


def _exactly_at(limit: str) -> list[Entry]:
    usual = usual_entries()
    size = sum(len(entry.data) for entry in usual)
    if limit == "path":
        return [*usual, Entry("/".join(["a" * 50] * 3 + ["b" * 47]), b"x")]
    if limit == "component":
        return [*usual, Entry("a" * 100, b"x")]
    if limit == "depth":
        return [*usual, Entry("/".join("abcdefghijk"), b"x")]
    if limit == "files":
        return [*usual, *(Entry(f"n/{n}", b"") for n in range(DEFAULT_LIMITS.files - len(usual)))]
    if limit == "file":
        return [*usual, Entry("big.bin", bytes(DEFAULT_LIMITS.file))]
    pieces = [Entry(f"n/{n}", bytes(5 * MIB)) for n in range(9)]
    return [*usual, *pieces, Entry("rest.bin", bytes(5 * MIB - size))]


@pytest.mark.parametrize("limit", ["path", "component", "depth", "files", "file", "unpacked"])
def test_a_pack_exactly_at_a_limit_is_written_and_read(limit: str) -> None:
    tree = _exactly_at(limit)
    archive = write_archive(tree)
    assert len(read_archive(archive).entries) == len(read_upload(archive)) == len(tree)


def test_an_archive_of_exactly_the_size_that_is_allowed_is_written_and_read() -> None:
    size = len(write_archive(usual_entries()))
    allowed, less = Limits(archive=size), Limits(archive=size - 1)
    archive = write_archive(usual_entries(), allowed)
    assert list(read_archive(archive, allowed).entries) == read_upload(archive, allowed) == usual_entries()
    for refuse in (lambda: write_archive(usual_entries(), less), lambda: read_archive(archive, less)):
        with refused("E_TOO_LARGE", str(size)):
            refuse()


NOISE = b"".join(sha256(bytes([number])).digest() for number in range(15))
SMALL = Limits(archive=700, unpacked=1200, file=500, files=5)
OVER = {
    "no files": ([], "E_ARCHIVE_EMPTY"),
    "too many files": ([Entry(f"f{n}", b"") for n in range(6)], "E_TOO_MANY"),
    "a file too large": ([Entry("big", bytes(501))], "E_TOO_LARGE"),
    "too much together": ([Entry(f"f{n}", bytes(400)) for n in range(4)], "E_TOO_LARGE"),
    "an archive too large": ([Entry("noise", NOISE)], "E_TOO_LARGE"),
    "a path that leads out": ([Entry("../x", b"")], "E_PATH_ESCAPE"),
    "two names that collide": ([Entry("a", b""), Entry("A", b"")], "E_PATH_COLLISION"),
}


@pytest.mark.parametrize("case", OVER)
def test_the_writer_refuses(case: str) -> None:
    tree, code = OVER[case]
    with refused(code):
        write_archive(tree, SMALL)


def test_limits_are_those_of_the_caller() -> None:
    data = write_archive(usual_entries())
    for limits in (
        Limits(files=1),
        Limits(file=10),
        Limits(unpacked=100),
        Limits(archive=100),
        Limits(path=5),
    ):
        with pytest.raises(CtxpackError):
            read_archive(data, limits)


def test_a_file_that_lies_about_its_size_when_stored_is_refused() -> None:
    entries = canonical(usual_files())
    entries[1].method, entries[1].size = 0, 9
    with refused("E_SIZE_MISMATCH", "pack.toml"):
        read_archive(zip_of(entries))


def test_the_tree_digest_of_a_pack_never_changes() -> None:
    """A known value: a change here is a new format, because published digests would differ."""
    tree = [Entry("a.txt", b"a"), Entry("run", b"b", executable=True)]
    digest = read_archive(write_archive(tree)).record.tree_digest
    assert digest == "sha256:09f379669dc2de4d70f111c6257e4bb90e7e08226ab4bfdf1082366d0a97552e"


def test_only_the_first_files_of_a_large_pack_are_deflated_as_well_as_can_be() -> None:
    words = random.Random(1).choices((b"due ", b"paid", b"bill", b"void"), k=MOST_SQUEEZED // 16 - 1000)  # noqa: S311 - no secret
    entries = [Entry(f"n{number}.txt", b"".join(words)) for number in range(6)]
    sizes = [member.packed for member in scan_archive(write_archive(entries)) if member.path != RECORD_PATH]
    assert sizes[0] == sizes[3] < sizes[4] == sizes[5]


def test_a_large_file_that_repeats_nothing_is_deflated_without_looking_for_repetitions() -> None:
    noise = bytes(random.Random(1).choices(b"abcdefghijklmnopqrst", k=200_000))  # noqa: S311 - noise, not a secret
    said = {
        "a.bin": bytes(MOST_SQUEEZED),
        "b.txt": noise,
        "c.txt": noise[:100] * 2000,
        "d.txt": noise[:9_000],
    }
    archive = write_plain_zip(Entry(path, data) for path, data in said.items())
    for path, strategy in (("b.txt", zlib.Z_HUFFMAN_ONLY), ("c.txt", 0), ("d.txt", 0)):
        assert quickly(said[path], strategy) in archive


def test_beyond_what_single_plugins_have_no_file_is_looked_through_for_repetitions() -> None:
    row = bytes(range(200))
    said = {"a.bin": bytes(MOST_SOUGHT - 40_000), "b.txt": row * 100, "c.txt": row[::-1] * 200}
    archive = write_plain_zip(Entry(path, data) for path, data in said.items())
    assert quickly(said["b.txt"], 0) in archive
    assert quickly(said["c.txt"], zlib.Z_HUFFMAN_ONLY) in archive


def quickly(data: bytes, strategy: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, strategy)
    return packer.compress(data) + packer.flush()
