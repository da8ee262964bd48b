"""Wishing for a pack that is not there."""

from django.db import transaction

from registry.errors import ERRORS
from registry.models import User, Wish
from registry.search.words import words_of
from registry.services.audit import record_act
from registry.services.texts import clean_text

LONGEST_WORDS = 200


@transaction.atomic
def wish_for(*, actor: User, words: str) -> Wish:
    """Wish for a pack that does what `words` say, or join those who do; again changes nothing.

    Raises:
        UsageError: E_FIELD, there is no word in it, or too many.
    """
    folded = " ".join(words_of(clean_text("words", words, LONGEST_WORDS)))
    wish, _created = Wish.objects.get_or_create(words=clean_text("words", folded, LONGEST_WORDS))
    _vote(actor, wish)
    return wish


@transaction.atomic
def vote_for(*, actor: User, wish: int) -> Wish:
    """Join those who wish for a pack; again changes nothing.

    Raises:
        NotFoundError: E_WISH_ABSENT.
    """
    found = Wish.objects.filter(pk=wish).first()
    if found is None:
        raise ERRORS.error("E_WISH_ABSENT", wish=wish)
    _vote(actor, found)
    return found


def _vote(actor: User, wish: Wish) -> None:
    if not wish.voters.filter(pk=actor.pk).exists():
        wish.voters.add(actor)
        record_act("wish.vote", f"wish:{wish.pk}", actor=actor, words=wish.words)
