"""Letting people in."""

from django.db import IntegrityError, transaction

from registry.errors import ERRORS
from registry.models import Publisher, User
from registry.services.audit import record_act
from registry.services.publishers import create_publisher


def find_present(username: str, *, outside: Publisher | None = None) -> User | None:
    """Return who has an account of that name, and is no member of the publisher `outside`.

    Whoever closes the account waits for the transaction that asks, so that what it gives them goes with it.
    """
    # Who is a member is not locked: closing an account locks it first, and then its publishers.
    found = User.objects.select_for_update(no_key=True).filter(username=username, is_active=True)
    return (found.exclude(memberships__publisher=outside) if outside else found).first()


@transaction.atomic
def register_user(*, user: User) -> None:
    """Keep a new user, and create the publisher of the same name, under which that person's packs appear.

    The password is set already: whoever asked for it has held it against the password validators.

    Raises:
        UsageError: E_HANDLE, the name breaks a rule or is reserved.
        ConflictError: E_HANDLE_TAKEN.
    """
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise ERRORS.error("E_HANDLE_TAKEN", handle=user.username) from error
    record_act("user.register", f"user:{user.pk}", actor=user)
    create_publisher(actor=user, handle=user.username)
