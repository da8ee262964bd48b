"""The walk over a zip lists what every reader would see, in the order of the bytes."""

from packformat.paths import Limits
from packformat.zipwalk import extract, walk
from tests.support.packing import ZipEntry, swapped, usual_files, zip_of
from tests.support.refusals import refused


def test_files_are_listed_in_the_order_of_their_bytes_whatever_the_directory_says() -> None:
    first, second = usual_files()
    listed = [
        ZipEntry(second.name, second.data, central={"offset": 0}, present=True),
    ]
    data = zip_of(swapped(usual_files(), 0, 1))
    assert [member.path for member in walk(data)] == [second.name.decode(), first.name.decode()]
    assert [member.path for member in walk(zip_of(listed))] == [second.name.decode()]


def test_a_member_says_where_its_bytes_are() -> None:
    data = zip_of([ZipEntry(b"a.md", b"stored", method=0), ZipEntry(b"b.md", b"deflated" * 50)])
    stored, deflated = walk(data)
    assert data[stored.start : stored.end] == b"stored"
    assert extract(data, deflated) == b"deflated" * 50


def test_a_zip_may_have_as_many_folders_as_files_beside_its_record() -> None:
    files = [ZipEntry(b".ctxpack/record"), *(ZipEntry(b"%d/a.md" % number) for number in range(2))]
    folders = [ZipEntry(b"%d/" % number, mode=0o040755) for number in range(3)]
    assert len(walk(zip_of([*files, *folders[:2]]), Limits(files=2))) == 3
    with refused("E_TOO_MANY", "2 files"):
        walk(zip_of([*files, *folders]), Limits(files=2))
    with refused("E_TOO_MANY", "1 files"):
        walk(zip_of(files), Limits(files=1))


def test_messages_call_the_archive_as_the_caller_does() -> None:
    with refused("E_ARCHIVE_TYPE", "`month-end.zip`"):
        walk(b"nothing", source="`month-end.zip`")
