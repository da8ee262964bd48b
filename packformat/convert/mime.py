"""Mail as a tree of parts, counted while it is read: headers, parts, and how deep these stand."""

from __future__ import annotations

from contextlib import suppress
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.parser import BytesFeedParser
from email.policy import EmailPolicy
from typing import Any

from packformat.convert.limits import check

_PIECE = 1 << 16
"""Bytes that are handed on at a time; all at once would be held four times over."""


class _Counts:
    """What was met so far of one message and all that is inside it."""

    def __init__(self) -> None:
        self.parts = self.headers = 0


class _Counting(EmailPolicy):
    """Reads as the default policy does, and refuses what is more than a message may hold."""

    counts = _Counts()

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Take one header, which the library looks through letter by letter when it is asked for."""
        size = sum(map(len, sourcelines))
        self.counts.headers += size
        check("mail-headers", self.counts.headers)
        check("mail-field" if sourcelines[0].lower().startswith("content-") else "mail-header", size)
        return super().header_source_parse(sourcelines)


class _Part(EmailMessage):
    """A message, or a part of one, that knows how deep it is."""

    def __init__(self, policy: Any):
        super().__init__(policy)
        self.depth = 1
        policy.counts.parts += 1
        check("mail-parts", policy.counts.parts)

    def attach(self, payload: Any) -> None:
        """Take in a part, before anything of it is read."""
        payload.depth = self.depth + 1
        check("mail-levels", payload.depth)
        super().attach(payload)


def read_message(data: bytes) -> EmailMessage:
    """Take a message apart; raises E_CONVERT_LARGE at the first thing that is one too many."""
    check("mail-lines", max(data.count(b"\n"), data.count(b"\r")))
    made: dict[str, Any] = {"counts": _Counts(), "message_factory": _Part}
    policy: Any = _Counting(**made)
    parser: Any = BytesFeedParser(policy=policy)
    for start in range(0, len(data), _PIECE):
        parser.feed(data[start : start + _PIECE])
    message: EmailMessage = parser.close()
    return message


def header_text(message: EmailMessage, name: str) -> str:
    """The first header of this name in one line of letters that people read; empty when there is none.

    The library's own reader of addresses would take it apart for this, in a time that grows with its square.
    """
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    said = raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    with suppress(MessageError, LookupError, ValueError):  # and else it is shown as it was sent
        said = str(make_header(decode_header(said)))
    return " ".join(said.split())
