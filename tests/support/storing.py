"""Watching what a store is asked for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pytest
from django.db import connection

from registry.storage.base import Store


@contextmanager
def locks_while_storing(store: Store) -> Iterator[list[bool]]:
    """Note for each object that is put whether a transaction holds its locks meanwhile."""
    locked: list[bool] = []
    put = store.put

    def watched(key: str, source: BinaryIO) -> None:
        locked.append(connection.in_atomic_block)
        put(key, source)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "put", watched)
        yield locked
