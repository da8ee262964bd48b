"""Writing the audit trail."""

from typing import Any

from django.db import transaction

from registry.models import AuditEntry, User


def record_act(action: str, subject: str, *, actor: User | None, **data: Any) -> None:
    """Add who did what to which, in the transaction that does it; `data` is plain JSON without secrets."""
    if not transaction.get_connection().in_atomic_block:
        message = f"{action} must be recorded in the transaction that does it"
        raise RuntimeError(message)
    AuditEntry.objects.create(action=action, subject=subject, actor=actor, data=data)
