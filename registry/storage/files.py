"""A store in a folder."""

import io
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, Self

from django.conf import settings

from registry.disk import sync_folder
from registry.errors import ERRORS

CHUNK = 256 * 1024
"""Bytes read at once: few system calls for an archive, little memory for a connection."""

_INCOMING = ".incoming"


class FileStore:
    """Objects as files under one folder, readable by a static web server.

    An object is written beside, brought to the disk, and moved into place, so that neither a kill nor a power
    cut leaves half of one under its key.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / _INCOMING
        self._incoming.mkdir(parents=True, exist_ok=True)

    @classmethod
    def from_settings(cls) -> Self:
        """Make the store in the data folder."""
        return cls(settings.CTXPACK_STORE_DIR)

    def put(self, key: str, source: BinaryIO) -> None:
        """Keep `source` under `key`, unless an object is there."""
        path = self._path(key)
        if path.exists():
            return
        with _reported("put", key), self._written(source) as draft:
            _make_folder(path.parent)
            # A link, unlike a rename, never takes the place of what another process put there meanwhile.
            with suppress(FileExistsError):
                os.link(draft, path)
            sync_folder(path.parent)

    def replace(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        path = self._path(key)
        with _reported("replace", key), self._written(io.BytesIO(data)) as draft:
            _make_folder(path.parent)
            draft.replace(path)
            sync_folder(path.parent)

    def read(self, key: str) -> bytes:
        """Return the whole object."""
        with _reported("read", key):
            return self._path(key).read_bytes()

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return part of the object, in pieces."""
        with _reported("read", key):
            file = open(self._place(key), "rb")  # noqa: PTH123, SIM115 - see `_place`; closed by `_pieces`
        file.seek(start)
        return _pieces(file, end - start if end is not None else None)

    def size(self, key: str) -> int | None:
        """Return the bytes of the object."""
        try:
            found = os.stat(self._place(key))  # noqa: PTH116 - see `_place`
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_size if stat.S_ISREG(found.st_mode) else None

    def delete(self, key: str) -> None:
        """Remove the object."""
        with _reported("delete", key):
            self._path(key).unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[str]:
        """Return the keys that begin with `prefix`."""
        folder = self._path(prefix.rpartition("/")[0]) if "/" in prefix else self._root
        found = (path.relative_to(self._root) for path in folder.rglob("*") if path.is_file())
        return iter(
            sorted(
                key
                for path in found
                if (key := path.as_posix()).startswith(prefix) and not key.startswith(_INCOMING)
            )
        )

    def _path(self, key: str) -> Path:
        return Path(self._place(key))

    def _place(self, key: str) -> str:
        """Where an object lies, as text: each download asks, and `pathlib` takes longer than reading it."""
        if key.startswith("/") or ".." in key.split("/"):
            raise ERRORS.error("E_STORE_ABSENT", key=key)
        return f"{self._root}/{key}"

    @contextmanager
    def _written(self, source: BinaryIO) -> Iterator[Path]:
        """Give the source as a file of its own, which is on the disk and goes afterwards if it still can."""
        draft = self._incoming / secrets.token_hex(16)
        try:
            with draft.open("xb") as file:
                copyfileobj(source, file, CHUNK)
                file.flush()
                os.fsync(file.fileno())
            yield draft
        finally:
            draft.unlink(missing_ok=True)


def _pieces(file: BinaryIO, left: int | None) -> Iterator[bytes]:
    with file:
        while left is None or left > 0:
            piece = file.read(CHUNK if left is None else min(CHUNK, left))
            if not piece:
                return
            if left is not None:
                left -= len(piece)
            yield piece


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)


@contextmanager
def _reported(verb: str, key: str) -> Iterator[None]:
    """Turn what the system says into the registry's errors."""
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise ERRORS.error("E_STORE_ABSENT", key=key) from error
    except OSError as error:
        raise ERRORS.error("E_STORE_UNAVAILABLE", verb=verb, key=key, reason=error.strerror) from error
