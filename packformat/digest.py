"""Digests: SHA-256 (FIPS 180-4) written with the algorithm's name."""

from __future__ import annotations

from hashlib import sha256

from packformat.codes import FORMAT

_PREFIX = "sha256:"
_HEX_LENGTH = 64
_HEX_DIGITS = frozenset("0123456789abcdef")


class Digest(str):
    """``sha256:`` and 64 small hexadecimal digits; made by `of` or `parse` only."""

    __slots__ = ()

    @classmethod
    def of(cls, *pieces: bytes) -> Digest:
        """The digest of data that is given whole or in pieces."""
        state = sha256()
        for piece in pieces:
            state.update(piece)
        return cls(_PREFIX + state.hexdigest())

    @classmethod
    def of_hex(cls, digits: str) -> Digest:
        """The digest whose hexadecimal digits are given; raises E_DIGEST_FORMAT."""
        return cls.parse(_PREFIX + digits)

    @classmethod
    def parse(cls, text: object) -> Digest:
        """Read a digest from outside; raises E_DIGEST_FORMAT."""
        if not isinstance(text, str) or not _is_digest(text):
            raise FORMAT.error("E_DIGEST_FORMAT", value=text)
        return cls(text)

    @property
    def hex(self) -> str:
        """The 64 digits without the algorithm's name: what storage keys and URLs use."""
        return self[len(_PREFIX) :]


def _is_digest(text: str) -> bool:
    digits = text[len(_PREFIX) :]
    return text.startswith(_PREFIX) and len(digits) == _HEX_LENGTH and _HEX_DIGITS.issuperset(digits)
