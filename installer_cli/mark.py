"""A mark on pages that ctxpack makes: its first line holds the digest of the rest.

A page that somebody has edited is theirs, and is told from ours by that.
"""

from __future__ import annotations

from packformat.digest import Digest

_MARK = "<!-- made by {maker}: {digest} -->\n"
_HEX = 16
"""Digits of the digest: enough to tell an edit, which nobody tries to forge."""


def marked(body: str, maker: str) -> bytes:
    """A page with its mark; ``maker`` says what makes it, and from what."""
    data = body.encode("utf-8")
    return _line(data, maker) + data


def is_ours(page: bytes, maker: str) -> bool:
    """Whether a page is as it was made."""
    first, _, body = page.partition(b"\n")
    return first + b"\n" == _line(body, maker)


def _line(body: bytes, maker: str) -> bytes:
    return _MARK.format(maker=maker, digest=Digest.of(body).hex[:_HEX]).encode("utf-8")
