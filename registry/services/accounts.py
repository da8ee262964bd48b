"""Letting people in."""

from django.db import IntegrityError, transaction

from registry.errors import ERRORS
from registry.models import User
from registry.services.audit import record_act
from registry.services.publishers import create_publisher


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
