"""The link in each mail that ends mails like it: it asks for no signing in, and can do nothing else."""

from enum import StrEnum
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from registry.models import User
from registry.services.choose import choose_notices

_SALT = "mail-stop"
_SIGNER = signing.Signer(salt=_SALT)


class Mails(StrEnum):
    """The mails that a link ends."""

    NEWS = "news"
    """What recaps tell, in a recap or by itself."""
    NOTICES = "notices"
    """All that a notice is written of. Mails about the account itself are none of them."""


class Stop(NamedTuple):
    """What a link ends, and for whom."""

    person: User
    mails: Mails


def stop_link(person: User, mails: Mails) -> str:
    """Return where a person ends mails. It holds as long as their address: mails are kept for years."""
    key = _SIGNER.sign_object([person.pk, mails, _stamp(person)])
    return f"{settings.CTXPACK_PUBLIC_URL}/accounts/notifications/{key}/stop"


def stop_of(key: str) -> Stop | None:
    """Return what the link that holds `key` ends.

    None where it is no link of ours, the account is closed, or mail goes to another address by now: who reads
    the old one may be somebody else.
    """
    try:
        number, mails, stamp = _SIGNER.unsign_object(key)
    except signing.BadSignature:
        return None
    person = User.objects.filter(pk=number, closed_at=None).first()
    if person is None or not constant_time_compare(stamp, _stamp(person)):
        return None
    return Stop(person, Mails(mails))


def stop_mails(stop: Stop) -> None:
    """End these mails, and begin with no other in their place; again changes nothing."""
    if stop.mails is Mails.NEWS:
        choose_notices(actor=stop.person, news=User.News.NEVER)
    else:
        choose_notices(actor=stop.person, wants_mail=False)


def _stamp(person: User) -> str:
    return salted_hmac(_SALT, person.email).hexdigest()[:16]
