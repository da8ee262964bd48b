"""Closing an account: whoever asks for it is forgotten, and what they published or said in public stays."""

import logging

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import Draft, Membership, OutboxEntry, Publisher, User
from registry.services.audit import record_act
from registry.services.outbox import promise
from registry.services.search_index import weigh_packs_judged_by

logger = logging.getLogger(__name__)

_CREDENTIALS = ("account", "mfa", "socialaccount", "usersessions")
"""The applications of django-allauth that keep addresses, factors and sign-ins of a user."""


@transaction.atomic
def close_account(*, actor: User) -> None:
    """Forget a person: addresses, password, factors, drafts, the lesson, tokens, seats, and what they follow.

    What they were granted is ended, and names them no more. The user name stays, with releases, reviews,
    questions, answers and signed results, so that nobody else can take it and speak as them. A publisher that
    was theirs alone stays without a member, and its packs as they are.

    Raises:
        ConflictError: E_LAST_OWNER, a publisher would be left without an owner while others belong to it.
    """
    user = User.objects.select_for_update().get(pk=actor.pk)
    for seat in user.memberships.select_related("publisher").order_by("publisher"):
        _leave(user, seat)
    user.drafts.all().delete()
    Draft.editors.through.objects.filter(user=user).delete()
    # What the store holds of them follows, as for every draft that is no more.
    promise(OutboxEntry.Task.SWEEP_DRAFTS, "")
    for rows in (user.subscriptions, user.notices, user.invitations, user.lesson_answers):
        rows.all().delete()
    user.complaints.update(contact="")
    user.grants.filter(ended_at=None).update(ended_at=timezone.now())
    # The rows stay, so that what was paid for them lets nobody in when it is told of once more.
    user.grants.update(user=None)
    user.api_tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
    _forget_credentials(user)
    record_act("user.close", f"user:{user.pk}", actor=user)
    logger.info("account closed", extra={"user": user.pk})


def _leave(user: User, seat: Membership) -> None:
    # Owners who leave at once stand in line here, so that one of them stays.
    publisher = Publisher.objects.select_for_update().get(pk=seat.publisher_id)
    others = publisher.memberships.exclude(pk=seat.pk)
    if others.exists() and not others.filter(role=Membership.Role.OWNER).exists():
        raise ERRORS.error("E_LAST_OWNER", publisher=publisher.handle)
    publisher.invitations.filter(invited_by=user).delete()
    seat.delete()
    weigh_packs_judged_by(user, publisher)


def _forget_credentials(user: User) -> None:
    for relation in User._meta.related_objects:
        if relation.related_model._meta.app_label in _CREDENTIALS:
            QuerySet(relation.related_model).filter(**{relation.field.name: user}).delete()
    user.email = user.refused_address = user.first_name = user.last_name = ""
    user.set_unusable_password()
    user.is_active = user.is_staff = user.is_superuser = False
    user.wants_mail = user.wants_advisories = False
    user.news = User.News.NEVER
    user.recap_due = user.recap_from = None
    user.closed_at = timezone.now()
    user.save()
