"""The key that signs the index: Ed25519, kept in a file of its owner's (RFC 8032; PKCS #8 in PEM)."""

from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from packformat.handover import Handover
from packformat.signing import key_id, raw_public_key, sign_document
from registry.errors import ERRORS
from registry.private_file import read_or_create


class Signer:
    """Signs documents with one key."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public_key = raw_public_key(key)
        self.key_id = key_id(self.public_key)

    @classmethod
    def from_file(cls, path: Path) -> "Signer":
        """Read the key, which is made at the first start.

        Raises:
            RegistryError: E_SIGNING_KEY, the file cannot be read or made, or holds no such key.
        """
        try:
            key = load_pem_private_key(read_or_create(path, _new_key), password=None)
        except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ERRORS.error("E_SIGNING_KEY", path=path, reason=str(error)) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise ERRORS.error("E_SIGNING_KEY", path=path, reason="it is not an Ed25519 key")
        return cls(key)

    def sign(self, payload: bytes) -> bytes:
        """Return the two lines of the signed document."""
        return sign_document(payload, [self._key])

    def hand_over_to(self, other: "Signer") -> bytes:
        """Return the document by which whoever trusts this key comes to trust the other's."""
        return Handover.sign(self._key, other._key).document  # noqa: SLF001 - its own kind


def current_signer() -> Signer:
    """Return the signer of this process, anew when its file is another than before.

    Only a process that writes the index needs the key.
    """
    path = settings.CTXPACK_SIGNING_KEY_FILE
    try:
        state = path.stat()
    except OSError:
        return Signer.from_file(path)
    return _signer_of(path, state.st_ino, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _signer_of(path: Path, _inode: int, _changed: int) -> Signer:
    return Signer.from_file(path)


def _new_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
