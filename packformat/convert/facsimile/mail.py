"""A mail message: its headers, the text that is read of it, and the names of what hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packformat.convert.facsimile.block import Block, lines
from packformat.convert.facsimile.hypertext import from_html
from packformat.convert.mail import body_text, read_mail

if TYPE_CHECKING:
    from collections.abc import Iterator


def blocks(data: bytes, _suffix: str) -> Iterator[Block]:
    """Headers, text, attachments."""
    mail = read_mail(data)
    for name, value in (*mail.facts, ("Subject", mail.subject)):
        yield Block(value, name)
    text, _ = body_text(mail.body)
    yield from from_html(text) if mail.body.get_content_subtype() == "html" else lines(text)
    for title in mail.attachments:
        yield Block(title, "Attachment", lost=("attachment",))
