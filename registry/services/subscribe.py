"""Following packs and publishers."""

from django.db import transaction

from registry.errors import ERRORS
from registry.models import Pack, Publisher, Subscription, User
from registry.readers import find_pack
from registry.services.audit import record_act


@transaction.atomic
def follow_pack(*, actor: User, pack: str, on: bool) -> None:
    """Begin or stop to follow a pack; again changes nothing.

    Raises:
        NotFoundError: E_PACK_ABSENT.
    """
    _set(actor, f"pack:{pack}", on=on, pack=find_pack(pack, actor))


@transaction.atomic
def follow_publisher(*, actor: User, publisher: str, on: bool) -> None:
    """Begin or stop to follow a publisher; again changes nothing.

    Raises:
        NotFoundError: E_PUBLISHER_UNKNOWN.
    """
    found = Publisher.objects.filter(handle=publisher).first()
    if found is None:
        raise ERRORS.error("E_PUBLISHER_UNKNOWN", publisher=publisher)
    _set(actor, f"publisher:{publisher}", on=on, publisher=found)


def _set(actor: User, subject: str, *, on: bool, **thing: Pack | Publisher) -> None:
    if on:
        _row, changed = Subscription.objects.get_or_create(user=actor, **thing)
    else:
        changed, _rows = Subscription.objects.filter(user=actor, **thing).delete()
    if changed:
        record_act("follow.start" if on else "follow.stop", subject, actor=actor)
