"""What the validator reads and what it refuses; how little it takes to refuse it."""

import tracemalloc

import pytest

from packformat.archive import Entry
from packformat.upload import read_upload
from tests.packformat.hostile.bombs import BOMBS
from tests.packformat.hostile.case import Case
from tests.packformat.hostile.paths import PATHS
from tests.packformat.hostile.records import RECORDS
from tests.packformat.hostile.tars import TAR
from tests.packformat.hostile.types import TYPES
from tests.packformat.hostile.zips import ZIPS
from tests.support.refusals import refused

MIB = 1024 * 1024


def by_path(entries: list[Entry]) -> dict[str, Entry]:
    return {entry.path: entry for entry in entries}


@pytest.mark.parametrize("case", [*PATHS, *TYPES, *BOMBS, *ZIPS, *RECORDS, *TAR], ids=lambda case: case.id)
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
