"""An object of the store as a file that is read in parts."""

import io

from registry.storage.base import Store

_BUFFER = 64 * 1024


class _Ranged(io.RawIOBase):
    """Asks the store for the bytes that are read, and for no others."""

    def __init__(self, store: Store, key: str, size: int) -> None:
        self._store = store
        self._key = key
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        self._place = max(0, origin + offset)
        return self._place

    def tell(self) -> int:
        return self._place

    def readinto(self, buffer: memoryview) -> int:
        end = min(self._size, self._place + len(buffer))
        if end <= self._place:
            return 0
        data = b"".join(self._store.chunks(self._key, self._place, end))
        buffer[: len(data)] = data
        self._place += len(data)
        return len(data)


def open_ranged(store: Store, key: str, size: int) -> io.BufferedReader:
    """Return the object under `key`, of `size` bytes, as a file to read and seek in."""
    return io.BufferedReader(_Ranged(store, key, size), _BUFFER)
