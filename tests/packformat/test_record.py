"""The record: one text for one set of files, and the digest that names a pack's content."""

import pytest
from hypothesis import given

from packformat.archive import Entry
from packformat.digest import Digest
from packformat.record import Record, row_of
from tests.support.refusals import refused
from tests.support.strategies import trees

LINE = f"{Digest.of(b'x')} 1 0644 a.md\n"


def record_of(tree: list[Entry]) -> Record:
    return Record(row_of(path, data, executable=executable) for path, data, executable in tree)


@given(trees)
def test_a_record_reads_back_to_the_same_rows(tree: list[Entry]) -> None:
    record = record_of(tree)
    again = Record.parse(record.to_bytes())
    assert (again.rows, again.tree_digest) == (record.rows, record.tree_digest)


@given(trees)
def test_the_order_of_files_carries_no_meaning(tree: list[Entry]) -> None:
    assert record_of(tree).tree_digest == record_of(tree[::-1]).tree_digest


@given(trees)
def test_a_record_counts_files_and_bytes(tree: list[Entry]) -> None:
    record = record_of(tree)
    assert (len(record), record.size) == (len(tree), sum(len(entry.data) for entry in tree))
    assert [row.path for row in record] == sorted((entry.path for entry in tree), key=str.encode)


def test_the_tree_digest_is_that_of_the_records_bytes() -> None:
    record = Record.parse(LINE.encode())
    assert record.tree_digest == Digest.of(LINE.encode())


def test_each_of_path_content_and_mode_makes_another_tree() -> None:
    digests = {
        record_of([Entry(*fields)]).tree_digest
        for fields in (("a", b"x"), ("b", b"x"), ("a", b"y"), ("a", b"x", True))
    }
    assert len(digests) == 4


BROKEN = {
    "fewer fields": "sha256 1 0644\n",
    "other mode": LINE.replace("0644", "0600"),
    "no size": LINE.replace(" 1 ", " x "),
    "size with a zero before": LINE.replace(" 1 ", " 01 "),
    "size of thirteen digits": LINE.replace(" 1 ", " 1000000000000 "),
    "negative size": LINE.replace(" 1 ", " -1 "),
    "broken digest": LINE.replace("sha256:", "sha256:0"),
    "path that leads out": LINE.replace("a.md", "../a.md"),
    "line break of another system": LINE.replace("\n", "\r\n"),
    "empty line": LINE + "\n",
    "wrong order": LINE.replace("a.md", "b.md") + LINE,
    "one file twice": LINE + LINE,
    "no line break at the end": LINE[:-1],
}


def test_paths_that_were_checked_before_are_not_checked_again() -> None:
    line = LINE.replace("a.md", "con.md").encode()
    with refused("E_RECORD_SYNTAX"):
        Record.parse(line, {"other.md"})
    assert [row.path for row in Record.parse(line, {"con.md"})] == ["con.md"]


@pytest.mark.parametrize("case", BROKEN)
def test_anything_that_the_writer_would_not_write_is_refused(case: str) -> None:
    with refused("E_RECORD_SYNTAX", "line "):
        Record.parse(BROKEN[case].encode())


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (LINE.encode() + LINE.replace("a.md", "b.md").replace(" 1 ", " 01 ").encode() + LINE.encode(), 2),
        (BROKEN["wrong order"].encode(), 2),
        (BROKEN["one file twice"].encode(), 2),
        (LINE.encode() + b"\xff\n" + LINE.encode(), 2),
        (LINE.encode() + b"sha256:", 2),
        (b"\xff", 1),
    ],
    ids=["spelled otherwise", "wrong order", "twice", "not UTF-8", "cut off", "not UTF-8 from the start"],
)
def test_a_record_is_refused_at_its_first_line_that_is_wrong(data: bytes, line: int) -> None:
    with refused("E_RECORD_SYNTAX", f"line {line} of"):
        Record.parse(data)
