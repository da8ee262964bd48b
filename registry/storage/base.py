"""What every store can do. Two do it: a folder (`files`) and an S3-compatible service (`s3`)."""

from collections.abc import Iterator
from typing import BinaryIO, Protocol, Self


class Store(Protocol):
    """Bytes under keys such as `archives/<hex>.zip`.

    Every method raises E_STORE_UNAVAILABLE, a ``RegistryError``, when the store does not answer or refuses.
    Nobody ever sees half of an object: it appears whole, or not at all.
    """

    @classmethod
    def from_settings(cls) -> Self:
        """Make the store that the settings describe."""
        ...

    def put(self, key: str, source: BinaryIO) -> None:
        """Keep what `source` holds from its position on under `key`, for ever.

        An object that is there already stays as it is: the key names its content.
        """
        ...

    def replace(self, key: str, data: bytes) -> None:
        """Keep `data` under `key` in place of what is there."""
        ...

    def read(self, key: str) -> bytes:
        """Return the whole object.

        Raises:
            RegistryError: E_STORE_ABSENT, there is none.
        """
        ...

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return the bytes from `start` up to, not including, `end`, in pieces.

        Raises:
            RegistryError: E_STORE_ABSENT, there is none; raised by the call, before the first piece.
        """
        ...

    def size(self, key: str) -> int | None:
        """Return the bytes of the object, or None where there is none."""
        ...

    def delete(self, key: str) -> None:
        """Remove the object; removing none is no error."""
        ...

    def keys(self, prefix: str) -> Iterator[str]:
        """Return the keys that begin with `prefix`, in order."""
        ...
