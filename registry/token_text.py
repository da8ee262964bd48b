"""The text of an API token: `ctxp_`, 32 random bytes, and a check that tells a slip of the hand.

The fixed form lets scanners of leaked secrets recognise one: `ctxp_[0-9A-Za-z]{43}[0-9A-Za-z]{6}`.
"""

import secrets
from hashlib import sha256
from zlib import crc32

PREFIX = "ctxp_"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_SECRET_LENGTH = 43
_CHECK_LENGTH = 6
HINT_LENGTH = len(PREFIX) + 6


def new_token() -> str:
    """Return a token that has never been before."""
    secret = _base62(secrets.randbits(256), _SECRET_LENGTH)
    return PREFIX + secret + _check(secret)


def is_well_formed(text: str) -> bool:
    """Return whether `text` could be a token; most mistakes are seen without asking the database."""
    secret = text[len(PREFIX) : -_CHECK_LENGTH]
    return (
        text.isascii()
        and text.startswith(PREFIX)
        and len(secret) == _SECRET_LENGTH
        and text.endswith(_check(secret))
    )


def token_digest(text: str) -> str:
    """Return the only thing that is kept of a token. 256 random bits need no slow hash."""
    return sha256(text.encode("ascii")).hexdigest()


def _check(secret: str) -> str:
    return _base62(crc32(secret.encode("ascii")), _CHECK_LENGTH)


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, rest = divmod(number, len(_DIGITS))
        digits.append(_DIGITS[rest])
    return "".join(reversed(digits))
