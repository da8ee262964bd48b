"""Creating publishers and filling them with people."""

from django.db import IntegrityError, transaction

from packformat.errors import CtxpackError
from packformat.names import PackName, is_reserved
from registry.errors import ERRORS
from registry.models import Membership, Publisher, User
from registry.services.audit import record_act
from registry.services.texts import clean_line

LONGEST_NAME = Publisher._meta.get_field("display_name").max_length


@transaction.atomic
def create_publisher(*, actor: User, handle: str, display_name: str = "") -> Publisher:
    """Create a publisher that `actor` owns. A handle follows the rules of a pack's name.

    Raises:
        UsageError: E_HANDLE, the handle breaks a rule or is reserved; E_FIELD, the other name is too long.
        ConflictError: E_HANDLE_TAKEN.
    """
    check_handle(handle)
    shown = clean_line("display_name", display_name, LONGEST_NAME) if display_name.strip() else handle
    try:
        with transaction.atomic():
            publisher = Publisher.objects.create(handle=handle, display_name=shown)
    except IntegrityError as error:
        raise ERRORS.error("E_HANDLE_TAKEN", handle=handle) from error
    Membership.objects.create(publisher=publisher, user=actor, role=Membership.Role.OWNER)
    record_act("publisher.create", f"publisher:{handle}", actor=actor)
    return publisher


def check_handle(handle: str) -> None:
    """Refuse what cannot be a handle, or is one already.

    Raises:
        UsageError: E_HANDLE, it breaks a rule of names or is reserved.
        ConflictError: E_HANDLE_TAKEN.
    """
    try:
        PackName.parse(handle)
    except CtxpackError as error:
        raise ERRORS.error("E_HANDLE", handle=handle, reason=error.data["rule"]) from error
    if is_reserved(handle):
        raise ERRORS.error("E_HANDLE", handle=handle, reason="it is reserved")
    if Publisher.objects.filter(handle=handle).exists():
        raise ERRORS.error("E_HANDLE_TAKEN", handle=handle)
