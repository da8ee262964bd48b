"""The link in each recap that ends them: whoever holds it need not sign in, and it can do nothing else."""

from django.conf import settings
from django.core import signing

from registry.models import User
from registry.services.choose import choose_notices

_SIGNER = signing.Signer(salt="recap-stop")


def stop_link(person: User) -> str:
    """Return the address at which a person ends their recaps. It never changes: mails are kept for years."""
    return f"{settings.CTXPACK_PUBLIC_URL}/accounts/notifications/{_SIGNER.sign(str(person.pk))}/stop"


def person_of(key: str) -> User | None:
    """Return whose link holds `key`; None where nobody's does, or the account is closed."""
    try:
        number = _SIGNER.unsign(key)
    except signing.BadSignature:
        return None
    return User.objects.filter(pk=number, closed_at=None).first()


def stop_recaps(*, actor: User) -> None:
    """End recaps, and begin with no other mail in their place; nothing happens where none are sent."""
    if actor.news == User.News.WEEKLY:
        choose_notices(actor=actor, news=User.News.NEVER)
