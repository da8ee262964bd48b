"""A real mail server on this machine: it keeps what it takes, and refuses what a test says."""

from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

from tests.support.processes import free_port

TAKEN = "250 OK"


class MailServer:
    """Replies to an address, and to a whole mail for it, can be set; all others are good."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to_address: dict[str, str] = {}
        self.to_mail: dict[str, str] = {}

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails to an address, in the order in which they were taken."""
        return [mail for mail in self.mails if mail["To"] == address]

    async def handle_RCPT(  # noqa: N802 - the name by which the server finds it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take or refuse an address."""
        reply = self.to_address.get(address, TAKEN)
        if reply == TAKEN:
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(  # noqa: N802 - ditto
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take or refuse a mail."""
        reply = self.to_mail.get(envelope.rcpt_tos[0], TAKEN)
        if reply == TAKEN:
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return reply


@contextmanager
def mail_server(settings: Settings) -> Iterator[MailServer]:
    """The server that the registry of the test sends its mails to."""
    server = MailServer()
    controller = Controller(server, hostname="127.0.0.1", port=free_port())
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.EMAIL_USE_TLS = False
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
