"""People who get recaps, weeks that pass, and the mails that a test's registry wrote."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from django.utils import timezone

from registry.models import User
from registry.services.choose import WEEK, choose_notices


def weekly(person: User) -> User:
    """Somebody who has chosen recaps."""
    choose_notices(actor=person, news=User.News.WEEKLY)
    return person


@contextmanager
def weeks_later(number: int = 1) -> Iterator[None]:
    """What is done in the block is done so many weeks, and as many hours, later."""
    now = timezone.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: now() + number * (WEEK + timedelta(hours=1)))
        yield


def mails_in(folder: Path, to: str) -> list[EmailMessage]:
    """The mails to an address that Django's file backend wrote into a folder."""
    return [mail for mail in _mails(folder) if mail["To"] == to]


def recaps_in(folder: Path, to: str) -> list[EmailMessage]:
    """Those among them that are recaps."""
    return [mail for mail in mails_in(folder, to) if "You get this once a week" in mail.get_content()]


def _mails(folder: Path) -> Iterator[EmailMessage]:
    for path in sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime_ns):
        for part in path.read_bytes().split(b"-" * 79 + b"\n"):
            if part.strip():
                yield message_from_bytes(part, policy=policy.default)
