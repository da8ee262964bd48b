"""Tars: what is refused, and that reading one costs what its content costs."""

import tarfile
import tracemalloc
from io import BytesIO

import pytest

from packformat.archive import Entry
from packformat.tarwalk import read_tar
from tests.packformat.hostile.case import Case
from tests.packformat.hostile.tars import TAR
from tests.support.packing import TarEntry, tar_of
from tests.support.refusals import refused

MIB = 1024 * 1024


@pytest.mark.parametrize("case", TAR, ids=lambda case: case.id)
def test_a_hostile_tar_is_refused_with_its_code_and_a_message_that_names_the_place(case: Case) -> None:
    data = case.build()
    with refused(case.code, *case.names):
        read_tar(data, source="the upload")


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT], ids=["ustar", "gnu"])
def test_what_the_standard_library_packs_is_read(form: int) -> None:
    buffer = BytesIO()
    path = "a" * 60 + "/" + "b" * 60 if form == tarfile.USTAR_FORMAT else "a/b"
    with tarfile.open(fileobj=buffer, mode="w:gz", format=form) as tar:
        info = tarfile.TarInfo(path)
        info.size, info.mode = 5, 0o755
        tar.addfile(info, BytesIO(b"hello"))
    assert read_tar(buffer.getvalue()) == [Entry(path, b"hello", executable=True)]


def test_many_files_cost_no_more_than_their_bytes() -> None:
    """zlib copies what it did not use: fed whole, it would copy the archive for each file."""
    data = tar_of(*(TarEntry(b"n/%d" % number, bytes(9000)) for number in range(1000)))
    tracemalloc.start()
    assert len(read_tar(data)) == 1000
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 20 * MIB
