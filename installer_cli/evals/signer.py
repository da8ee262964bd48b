"""The key that a user's results are signed with: made once, kept in their home, readable by them alone."""

from __future__ import annotations

import os

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from installer_cli.errors import ERRORS, os_error

_FILE = "eval-key"
_OWNER_ONLY = 0o600
_BYTES = 32


def own_key(home: str) -> Ed25519PrivateKey:
    """The user's key, made when there is none; raises E_PROJECT_FILE when it is damaged."""
    path = os.path.join(home, _FILE)
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except FileNotFoundError:
        return _make(home, path)
    except OSError as error:
        raise os_error(error, path) from None
    if len(raw) != _BYTES:
        remedy = "put it back from a copy, or delete it and sign anew"
        raise ERRORS.error("E_PROJECT_FILE", path=path, reason="it is no key", remedy=remedy)
    return Ed25519PrivateKey.from_private_bytes(raw)


def _make(home: str, path: str) -> Ed25519PrivateKey:
    key = Ed25519PrivateKey.generate()
    try:
        os.makedirs(home, mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with open(descriptor, "wb") as file:
            file.write(key.private_bytes_raw())
    except OSError as error:
        raise os_error(error, path) from None
    return key
