"""Creating publishers and filling them with people."""

from django.db import IntegrityError, transaction

from packformat.errors import CtxpackError
from packformat.names import PackName, is_reserved
from registry.errors import ERRORS
from registry.models import Membership, Publisher, User
from registry.services.audit import record_act


@transaction.atomic
def create_publisher(*, actor: User, handle: str, display_name: str = "") -> Publisher:
    """Create a publisher that `actor` owns. A handle follows the rules of a pack's name.

    Raises:
        UsageError: E_HANDLE, the handle breaks a rule or is reserved.
        ConflictError: E_HANDLE_TAKEN.
    """
    check_handle(handle)
    try:
        with transaction.atomic():
            publisher = Publisher.objects.create(handle=handle, display_name=display_name or handle)
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
