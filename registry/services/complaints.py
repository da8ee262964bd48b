"""Complaining about a pack, and answering complaints."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Complaint, User
from registry.readers import NOBODY, find_pack
from registry.services.audit import record_act
from registry.services.notices import tell
from registry.services.permissions import require_impartial
from registry.services.texts import clean_line, clean_text
from registry.services.verdicts import take_up

LONGEST_TEXT = Complaint._meta.get_field("text").max_length
LONGEST_ANSWER = Complaint._meta.get_field("answer").max_length
LONGEST_VERSION = Complaint._meta.get_field("version").max_length
LONGEST_CONTACT = Complaint._meta.get_field("contact").max_length


@transaction.atomic
def complain(
    *, actor: User | None, pack: str, reason: str, text: str, version: str = "", contact: str = ""
) -> Complaint:
    """Say that a pack should not be here as it is; nobody needs an account for that.

    Raises:
        UsageError: E_FIELD.
        NotFoundError: E_PACK_ABSENT.
    """
    about = find_pack(pack, actor or NOBODY)
    if reason not in Complaint.Reason.values:
        choices = ", ".join(Complaint.Reason.values)
        raise ERRORS.error("E_FIELD", field="reason", reason=f"choose one of {choices}")
    complaint = Complaint.objects.create(
        pack=about,
        version=clean_line("version", version, LONGEST_VERSION) if version.strip() else "",
        reason=reason,
        text=clean_text("text", text, LONGEST_TEXT),
        contact=_checked(contact) if contact else "",
        author=actor,
    )
    record_act("complaint.make", f"pack:{pack}", actor=actor, complaint=complaint.pk, reason=reason)
    return complaint


@transaction.atomic
def answer_complaint(*, actor: User, complaint: int, status: str, answer: str) -> Complaint:
    """Uphold or dismiss an open complaint, and say why; whoever complained is told, if they can be.

    What follows from it, such as a yank, is its own act.

    Raises:
        UsageError: E_FIELD.
        NotFoundError: E_COMPLAINT_ABSENT, there is no open one of that number.
        PermissionDeniedError: E_NOT_STAFF or E_OWN_MATTER.
    """
    absent = ERRORS.error("E_COMPLAINT_ABSENT", complaint=complaint)
    found = take_up(Complaint, complaint, actor=actor, status=status, absent=absent)
    require_impartial(actor, found.pack.publisher, found.author)
    found.answer = clean_text("answer", answer, LONGEST_ANSWER)
    found.answered_by, found.answered_at = actor, timezone.now()
    found.save(update_fields=["status", "answer", "answered_by", "answered_at"])
    tell("complaint-answer", found.pk)
    record_act(
        f"complaint.{status}", f"pack:{found.pack.name}", actor=actor, complaint=found.pk, answer=found.answer
    )
    return found


def _checked(contact: str) -> str:
    """Return the address to answer to; what is none would be found out when it is too late to ask."""
    try:
        validate_email(contact)
    except ValidationError:
        raise ERRORS.error("E_FIELD", field="contact", reason="it is no e-mail address") from None
    return clean_line("contact", contact, LONGEST_CONTACT)
