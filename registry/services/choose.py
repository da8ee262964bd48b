"""Choosing what one is told, and when mail tells it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import User
from registry.services.audit import record_act

WISHES = ("wants_mail", "wants_advisories")
"""What a person wants or does not: fields of `User`."""
WEEK = timedelta(days=7)


@transaction.atomic
def choose_notices(*, actor: User, **wanted: bool | str) -> None:
    """Choose what one is told and how, by the names of `WISHES` and `news`; what is not named stays as it is.

    Recaps begin with this moment and come a week later. Whoever says that they want mail has it sent again to
    an address that the mail server once refused.

    Raises:
        UsageError: E_FIELD, `news` is no word of `User.News`.
    """
    if wanted.get("news", User.News.NEVER) not in User.News.values:
        choices = ", ".join(User.News.values)
        raise ERRORS.error("E_FIELD", field="news", reason=f"choose one of {choices}")
    # What they chose a moment ago, in another window or by a link in a mail, is not what `actor` holds.
    person = User.objects.select_for_update().get(pk=actor.pk)
    changed = {field: value for field, value in wanted.items() if getattr(person, field) != value}
    if wanted.get("wants_mail") and person.refused_address:
        changed["refused_address"] = ""
    if not changed:
        return
    for field, value in changed.items():
        setattr(person, field, value)
    timed = _begin_recaps(person) if changed.keys() & {"wants_mail", "news"} else ()
    person.save(update_fields=[*changed, *timed])
    record_act("notices.choose", f"user:{person.pk}", actor=actor, **changed)


def _begin_recaps(person: User) -> tuple[str, str]:
    """Set the times of recaps anew, as they follow from what was chosen; gives the fields that hold them."""
    weekly = person.wants_mail and person.news == User.News.WEEKLY
    # Releases are stamped with whole seconds.
    now = timezone.now().replace(microsecond=0)
    person.recap_from = now if weekly else None
    person.recap_due = now + WEEK if weekly else None
    return "recap_from", "recap_due"
