"""A mail message (RFC 5322, MIME): who, when, about what, and its text; attachments are named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.convert import hypertext, markdown
from packformat.convert.mime import header_text, read_message
from packformat.convert.result import Converted, Loss
from packformat.convert.textfile import decode

if TYPE_CHECKING:
    from email.message import MIMEPart

HEADERS = ("From", "To", "Cc", "Date")


class Mail(NamedTuple):
    """A message: its subject, its other headers, the part that is read, and what hangs on it."""

    subject: str
    facts: list[tuple[str, str]]
    body: MIMEPart
    attachments: list[str]


def convert(data: bytes) -> Converted:
    """The richer text of the two that mails carry, because tables stand only in it."""
    mail = read_mail(data)
    text = _text(mail.body)
    losses = [Loss("attachment", "", title) for title in mail.attachments]
    head = [markdown.heading(1, markdown.escape(mail.subject or "(no subject)"))]
    facts = [f"{name}: {markdown.escape(value)}" for name, value in mail.facts]
    head += [markdown.list_block(facts)] if facts else []
    return Converted(markdown.document([*head, text.markdown.strip("\n")]), (*text.losses, *losses))


def read_mail(data: bytes) -> Mail:
    """Take a message apart; raises E_CONVERT_… for what is none, or holds nothing to read."""
    try:
        message = read_message(data)
        parts = [part for part in message.walk() if not part.is_multipart()]
        subject = header_text(message, "Subject")
        facts = [(name, said) for name in HEADERS if (said := header_text(message, name))]
        body = message.get_body(preferencelist=("html", "plain"))
    except (RecursionError, ValueError, LookupError, AttributeError) as error:
        raise FORMAT.error("E_CONVERT_BROKEN", what="a mail message", reason=type(error).__name__) from None
    if not (subject or facts) or body is None:
        raise FORMAT.error("E_CONVERT_EMPTY", what="a mail message")
    attachments = [_title(part) for part in parts if part is not body and _is_content(part)]
    return Mail(subject, facts, body, attachments)


def body_text(body: MIMEPart) -> tuple[str, list[Loss]]:
    """The text of a part in the letters that it names, or else as a text file is read."""
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = body.get_content_charset("")
    try:
        return data.decode(charset).replace("\r\n", "\n"), []
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _text(body: MIMEPart) -> Converted:
    text, losses = body_text(body)
    if body.get_content_subtype() == "html":
        converted = hypertext.from_html(text)
        return Converted(converted.markdown, (*losses, *converted.losses))
    paragraphs = [markdown.paragraph(markdown.escape(block)) for block in text.split("\n\n")]
    return Converted(markdown.document(paragraphs), tuple(losses))


def _is_content(part: MIMEPart) -> bool:
    """The plain text beside an HTML body says the same; everything else is something of its own."""
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _title(part: MIMEPart) -> str:
    return part.get_filename() or part.get_content_type()
