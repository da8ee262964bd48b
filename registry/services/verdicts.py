"""What the staff answer with one of two words: appeals and complaints."""

from typing import TypeVar

from packformat.errors import CtxpackError
from registry.errors import ERRORS
from registry.models import Appeal, Complaint, User
from registry.services.permissions import require_staff

Asked = TypeVar("Asked", Appeal, Complaint)


def take_up(asked: type[Asked], number: int, *, actor: User, status: str, absent: CtxpackError) -> Asked:
    """Return the open row of that number, locked, with the status that it is given; the caller saves it.

    Raises:
        CtxpackError: `absent`, there is no open one of that number.
        UsageError: E_FIELD, the status is neither.
        PermissionDeniedError: E_NOT_STAFF.
    """
    require_staff(actor)
    found = asked.objects.select_for_update().filter(pk=number, status=asked.Status.OPEN).first()
    if found is None:
        raise absent
    if status not in (asked.Status.UPHELD, asked.Status.DISMISSED):
        raise ERRORS.error("E_FIELD", field="status", reason="choose one of upheld, dismissed")
    found.status = status
    return found
