"""Sending mails one by one, so that one which the server refuses keeps no other from being sent."""

import logging
import re
from collections.abc import Callable, Iterable
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q

from registry.models import User
from registry.services.audit import record_act

logger = logging.getLogger(__name__)

Refusal = (SMTPRecipientsRefused, SMTPDataError)
"""A mail is refused by its address, or once it was read: some servers say only then that nobody is there."""

REACHED = ~Q(email="") & ~Q(refused_address=F("email"))
"""The condition that mail to a person arrives, as far as is known."""

_FOR_EVER = 500
"""Replies from this one on say that to try again is no use (RFC 5321, section 4.2.1)."""
_NOBODY = re.compile(rb"5\.(?:1\.(?:[1236]|10)|2\.1)\b")
"""How a reply begins that says of the address itself that nobody gets mail there (RFC 3463, 3.2 and 3.3; RFC
7505 for 5.1.10). All others can be about us or the mail: that we may not send, or that it looks like spam."""


_NO_MAIL_AT_ALL = 556
"""The one number that can be about nothing but the address: its host takes no mail (RFC 7504). RFC 5321 gives
550 to a mailbox that is not there and to what policy refuses."""


def is_for_now(refused: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Whether a server may take a mail later that it has refused."""
    return any(code < _FOR_EVER for code, _reply in _replies(refused))


def send_to(person: User, mail: EmailMessage) -> None:
    """Send a mail; where the server says that nobody is at the address, no other is sent there by itself.

    Raises:
        SMTPRecipientsRefused, SMTPDataError: It is not sent; `send_each` knows what to do.
        OSError: The server cannot be reached.
    """
    try:
        mail.send()
    except Refusal as refused:
        replies = _replies(refused)
        if all(code == _NO_MAIL_AT_ALL or _NOBODY.match(reply) for code, reply in replies):
            _rest(person, mail.to[0])
        raise


def send_each(letters: Iterable[Callable[[], None]]) -> int:
    """Send mails, each by a call, and return how many were refused for now; one refused for ever is given up.

    Raises:
        OSError: The server cannot be reached; nothing more is sent.
    """
    later = 0
    for send in letters:
        try:
            send()
        except Refusal as refused:
            codes = [code for code, _reply in _replies(refused)]
            # The address itself is no business of the log's.
            logger.warning("mail refused", extra={"codes": codes})
            later += is_for_now(refused)
    return later


@transaction.atomic
def _rest(person: User, address: str) -> None:
    if User.objects.filter(pk=person.pk, email=address).update(refused_address=address):
        record_act("mail.rest", f"user:{person.pk}", actor=None)


def _replies(refused: SMTPRecipientsRefused | SMTPDataError) -> list[tuple[int, bytes]]:
    if isinstance(refused, SMTPDataError):
        return [(refused.smtp_code, refused.smtp_error)]
    return list(refused.recipients.values())
