"""Sending mails one by one, so that an address which the server refuses keeps no other from its mail."""

import logging
from collections.abc import Callable, Iterable
from smtplib import SMTPRecipientsRefused

logger = logging.getLogger(__name__)

_FOR_EVER = 500
"""Replies from this one on say that to try again is no use (RFC 5321, section 4.2.1)."""


class NotTakenError(Exception):
    """The mail server wants some mails to be sent again later; the message says how many, not to whom."""


def is_for_now(refused: SMTPRecipientsRefused) -> bool:
    """Whether a server may take a mail later that it has refused."""
    return any(code < _FOR_EVER for code, _reply in refused.recipients.values())


def send_each(letters: Iterable[Callable[[], None]]) -> None:
    """Send mails, each by a call; one to an address that is refused for ever is given up.

    Raises:
        NotTakenError: Addresses were refused for now. All other mails are sent by then.
        OSError: The server cannot be reached; nothing more is sent.
    """
    later = 0
    for send in letters:
        try:
            send()
        except SMTPRecipientsRefused as refused:
            codes = [code for code, _reply in refused.recipients.values()]
            # The address itself is no business of the log's.
            logger.warning("address refused", extra={"codes": codes})
            later += is_for_now(refused)
    if later:
        raise NotTakenError(f"addresses not taken for now: {later}")
