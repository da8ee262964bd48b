"""Complaining about a pack, and answering complaints."""

from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Complaint, Pack, User
from registry.services.audit import record_act
from registry.services.permissions import require_staff
from registry.services.texts import clean_text

LONGEST_TEXT = 4000
LONGEST_ANSWER = 500


@transaction.atomic
def complain(
    *, actor: User | None, pack: str, reason: str, text: str, version: str = "", contact: str = ""
) -> Complaint:
    """Say that a pack should not be here as it is; nobody needs an account for that.

    Raises:
        UsageError: E_FIELD.
        NotFoundError: E_PACK_ABSENT.
    """
    about = Pack.objects.filter(name=pack, releases__isnull=False).first()
    if about is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=pack)
    if reason not in Complaint.Reason.values:
        choices = ", ".join(Complaint.Reason.values)
        raise ERRORS.error("E_FIELD", field="reason", reason=f"choose one of {choices}")
    complaint = Complaint.objects.create(
        pack=about,
        version=version[:64],
        reason=reason,
        text=clean_text("text", text, LONGEST_TEXT),
        contact=contact[:254],
        author=actor,
    )
    record_act("complaint.make", f"pack:{pack}", actor=actor, complaint=complaint.pk, reason=reason)
    return complaint


@transaction.atomic
def answer_complaint(*, actor: User, complaint: int, status: str, answer: str) -> Complaint:
    """Uphold or dismiss an open complaint, and say why. What follows from it, such as a yank, is its own act.

    Raises:
        UsageError: E_FIELD.
        NotFoundError: E_COMPLAINT_ABSENT, there is no open one of that number.
        PermissionDeniedError: E_NOT_STAFF.
    """
    require_staff(actor)
    found = Complaint.objects.select_for_update().filter(pk=complaint, status=Complaint.Status.OPEN).first()
    if found is None:
        raise ERRORS.error("E_COMPLAINT_ABSENT", complaint=complaint)
    if status not in (Complaint.Status.UPHELD, Complaint.Status.DISMISSED):
        raise ERRORS.error("E_FIELD", field="status", reason="choose one of upheld, dismissed")
    found.status = status
    found.answer = clean_text("answer", answer, LONGEST_ANSWER)
    found.answered_by, found.answered_at = actor, timezone.now()
    found.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    record_act(
        f"complaint.{status}", f"pack:{found.pack.name}", actor=actor, complaint=found.pk, answer=answer
    )
    return found
