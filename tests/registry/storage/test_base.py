"""The contract of a store, on every store there is."""

import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from registry.storage.base import Store
from registry.storage.files import FileStore
from registry.storage.s3 import S3Store

PIECE = 256 * 1024


@pytest.fixture(params=["files", "s3"])
def anystore(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Store:
    """An empty store of each kind."""
    if request.param == "files":
        settings.CTXPACK_STORE_DIR = tmp_path / "contract"
        return FileStore.from_settings()
    settings.CTXPACK_S3 = request.getfixturevalue("s3_settings")._asdict()
    store = S3Store.from_settings()
    for key in list(store.keys("")):
        store.delete(key)
    return store


def put(store: Store, key: str, data: bytes) -> None:
    store.put(key, io.BytesIO(data))


def code_of(call: Iterator[bytes] | object, *arguments: object) -> str:
    with pytest.raises(RegistryError) as caught:
        call(*arguments)
    return caught.value.code


def test_what_is_put_is_read_back(anystore: Store) -> None:
    put(anystore, "archives/a.zip", b"\x00bytes")
    assert anystore.read("archives/a.zip") == b"\x00bytes"
    assert anystore.size("archives/a.zip") == 6


def test_what_is_put_stays_as_it_is(anystore: Store) -> None:
    put(anystore, "archives/a.zip", b"first")
    put(anystore, "archives/a.zip", b"second")
    assert anystore.read("archives/a.zip") == b"first"


def test_put_begins_where_the_source_stands(anystore: Store) -> None:
    source = io.BytesIO(b"skipped kept")
    source.seek(8)
    anystore.put("archives/a.zip", source)
    assert anystore.read("archives/a.zip") == b"kept"


def test_what_is_replaced_is_new(anystore: Store) -> None:
    anystore.replace("index/v1/root.jsonl", b"first")
    anystore.replace("index/v1/root.jsonl", b"second")
    assert anystore.read("index/v1/root.jsonl") == b"second"


def test_an_empty_object_is_an_object(anystore: Store) -> None:
    put(anystore, "uploads/empty", b"")
    assert anystore.size("uploads/empty") == 0
    assert anystore.read("uploads/empty") == b""
    assert b"".join(anystore.chunks("uploads/empty")) == b""


def test_an_absent_object_has_no_size_and_cannot_be_read(anystore: Store) -> None:
    assert anystore.size("archives/none.zip") is None
    assert code_of(anystore.read, "archives/none.zip") == "E_STORE_ABSENT"
    assert code_of(anystore.chunks, "archives/none.zip") == "E_STORE_ABSENT"


@pytest.mark.parametrize(
    ("start", "end"), [(0, None), (0, 10), (5, 9), (PIECE - 1, PIECE + 1), (2 * PIECE, None), (7, 2 * PIECE)]
)
def test_any_part_can_be_read_in_pieces(anystore: Store, start: int, end: int | None) -> None:
    data = os.urandom(1024) * 2500
    put(anystore, "archives/large.zip", data)
    pieces = list(anystore.chunks("archives/large.zip", start, end))
    assert b"".join(pieces) == data[start:end]
    assert max(map(len, pieces)) <= PIECE


def test_a_part_that_is_not_wanted_to_its_end_can_be_left(anystore: Store) -> None:
    put(anystore, "archives/large.zip", bytes(3 * PIECE))
    pieces = anystore.chunks("archives/large.zip")
    assert next(iter(pieces))
    pieces.close()


def test_what_is_deleted_is_gone_and_deleting_it_again_is_no_error(anystore: Store) -> None:
    put(anystore, "uploads/a", b"x")
    anystore.delete("uploads/a")
    anystore.delete("uploads/a")
    assert anystore.size("uploads/a") is None


def test_keys_are_listed_by_prefix_and_in_order(anystore: Store) -> None:
    for key in ("index/v1/packs/b.jsonl", "index/v1/packs/a.jsonl", "index/v1/root.jsonl", "archives/c.zip"):
        put(anystore, key, b"x")
    assert list(anystore.keys("index/v1/packs/")) == ["index/v1/packs/a.jsonl", "index/v1/packs/b.jsonl"]
    assert list(anystore.keys("index/v1/r")) == ["index/v1/root.jsonl"]
    assert len(list(anystore.keys(""))) == 4
    assert list(anystore.keys("nothing/")) == []


def test_many_putting_the_same_at_once_leave_one_whole_object(anystore: Store) -> None:
    data = os.urandom(200_000)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: put(anystore, "archives/same.zip", data), range(12)))
    assert anystore.read("archives/same.zip") == data
    assert list(anystore.keys("")) == ["archives/same.zip"]


def test_a_reader_sees_the_old_or_the_new_and_never_a_mixture(anystore: Store) -> None:
    old, new = b"a" * 300_000, b"b" * 300_000
    anystore.replace("index/v1/root.jsonl", old)
    with ThreadPoolExecutor(4) as pool:
        writes = [pool.submit(anystore.replace, "index/v1/root.jsonl", (old, new)[n % 2]) for n in range(10)]
        reads = [pool.submit(anystore.read, "index/v1/root.jsonl") for _ in range(20)]
        seen = {read.result() for read in reads}
        assert all(write.result() is None for write in writes)
    assert seen <= {old, new}
