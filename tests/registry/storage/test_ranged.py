import io
from collections.abc import Iterator

import pytest

from registry.storage.base import Store
from registry.storage.ranged import open_ranged

DATA = bytes(range(256)) * 4096


class Counting:
    """A store that notes how many bytes it was asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked = 0

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        self.asked += end - start
        return self._store.chunks(key, start, end)


@pytest.fixture
def counting(store: Store) -> Counting:
    store.put("thing", io.BytesIO(DATA))
    return Counting(store)


def test_it_reads_and_seeks_as_a_file_does(counting: Counting) -> None:
    with open_ranged(counting, "thing", len(DATA)) as file:
        assert file.read(5) == DATA[:5]
        assert file.seek(-4, io.SEEK_END) == len(DATA) - 4
        assert file.read() == DATA[-4:]
        assert file.seek(300) == 300
        assert file.seek(10, io.SEEK_CUR) == 310
        assert file.read(3) == DATA[310:313]
        assert file.read() + file.read() == DATA[313:]


def test_only_what_is_read_is_asked_for(counting: Counting) -> None:
    with open_ranged(counting, "thing", len(DATA)) as file:
        file.seek(500_000)
        file.read(10)
    assert 0 < counting.asked <= 64 * 1024
