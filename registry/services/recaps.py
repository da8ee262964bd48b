"""Sending recaps: to whoever chose it, a mail a week with what happened since the last; none if nothing did.

The round that looks for work (`registry.services.work`) promises it when somebody's is due. Who sends one
first moves the next a week away, in one statement that asks once more whether it is due, wanted and for
members and guests. So however many workers there are, and wherever one is killed, nobody gets two within a
week. Since when the next one tells is moved after the mail is out: what a killed worker did not send is in
the next one.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from registry.models import Membership, OutboxEntry, User
from registry.readers import open_grants
from registry.services.choose import WEEK
from registry.services.mailing import REACHED, Refusal, is_for_now, send_each, send_to
from registry.services.outbox import promise
from registry.services.recap_facts import Recap, recaps_of
from registry.services.recap_letters import letter_of

AT_ONCE = 20
"""People in one go. A mail server may take two seconds for each before a Celery task is ended after sixty; at
a round every 15 seconds it is 800,000 a week."""
_SETTLED = timedelta(minutes=5)
"""How old news is before a recap tells it: what was stamped so long ago is written by now, because no work
lasts longer than a lease, 90 seconds where nobody has set another."""
_LATER = timedelta(hours=1)
"""After which a mail is tried again that the server refused for now."""


def promise_recaps() -> None:
    """Promise to send recaps when one is due, unless that is promised already."""
    is_due = _due(timezone.now()).exists()
    if is_due and not OutboxEntry.objects.filter(task=OutboxEntry.Task.SEND_RECAPS).exists():
        with transaction.atomic():
            promise(OutboxEntry.Task.SEND_RECAPS, "")


def send_recaps() -> None:
    """Send the recaps that have been due longest; one that was refused for now is due again by itself.

    Raises:
        OSError: The mail server cannot be reached; nothing more is sent, and nothing is lost.
    """
    now = timezone.now()
    people = _due(now).order_by("recap_due", "pk")[:AT_ONCE]
    # Releases are stamped with whole seconds: a second must not be told of by halves.
    until = (now - _SETTLED).replace(microsecond=0)
    recaps = recaps_of({person: person.recap_from for person in people}, until)
    quiet = _due(now).filter(pk__in=[recap.person.pk for recap in recaps if not recap.has_news])
    quiet.update(recap_due=now + WEEK, recap_from=until)
    send_each(partial(_send, recap, now, until) for recap in recaps if recap.has_news)


def next_recap(*, actor: User) -> Recap:
    """Return what the next recap would say now, or, where none is chosen, one of the last week."""
    now = timezone.now()
    (recap,) = recaps_of({actor: actor.recap_from or now - WEEK}, now)
    return recap


def _due(now: datetime) -> QuerySet[User]:
    return User.objects.filter(REACHED, recap_due__lte=now, is_active=True)


def _send(recap: Recap, now: datetime, until: datetime) -> None:
    claimed = now + WEEK
    if not _readers(recap, now).update(recap_due=claimed):
        return
    row = User.objects.filter(pk=recap.person.pk, recap_due=claimed)
    try:
        send_to(recap.person, letter_of(recap))
    except Refusal as refused:
        if is_for_now(refused):
            row.update(recap_due=now + _LATER)
        raise
    except BaseException:
        row.update(recap_due=now)
        raise
    row.update(recap_from=until)


def _readers(recap: Recap, now: datetime) -> QuerySet[User]:
    """The person, if nobody else has sent it, they want it still, there, and may read all that it names."""
    # No joins: what the statement asks of the row must be asked again once another worker let go of it.
    row = _due(now).filter(pk=recap.person.pk, email=recap.person.email)
    for publisher in recap.as_member_of:
        row = row.filter(Exists(Membership.objects.filter(user=OuterRef("pk"), publisher=publisher)))
    for pack in recap.as_guest_of:
        row = row.filter(Exists(open_grants().filter(user=OuterRef("pk"), pack=pack)))
    return row
