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

    Recaps begin with this moment and come a week later.

    Raises:
        UsageError: E_FIELD, `news` is no word of `User.News`.
    """
    if wanted.get("news", actor.news) not in User.News.values:
        choices = ", ".join(User.News.values)
        raise ERRORS.error("E_FIELD", field="news", reason=f"choose one of {choices}")
    changed = {wish: value for wish, value in wanted.items() if getattr(actor, wish) != value}
    if not changed:
        return
    for wish, value in changed.items():
        setattr(actor, wish, value)
    timed = _begin_recaps(actor) if changed.keys() & {"wants_mail", "news"} else ()
    actor.save(update_fields=[*changed, *timed])
    record_act("notices.choose", f"user:{actor.pk}", actor=actor, **changed)


def _begin_recaps(actor: User) -> tuple[str, str]:
    """Set the times of recaps anew, as they follow from what was chosen; gives the fields that hold them."""
    weekly = actor.wants_mail and actor.news == User.News.WEEKLY
    # Releases are stamped with whole seconds.
    now = timezone.now().replace(microsecond=0)
    actor.recap_from = now if weekly else None
    actor.recap_due = now + WEEK if weekly else None
    return "recap_from", "recap_due"
