import pytest

from packformat.errors import CtxpackError
from registry.models import User, Wish
from registry.services.wishes import vote_for, wish_for


def test_the_same_words_are_one_wish_and_each_person_has_one_vote(ada: User, eve: User) -> None:
    wish = wish_for(actor=ada, words="Court filing!")
    assert wish_for(actor=eve, words=" court  FILING") == wish
    vote_for(actor=eve, wish=wish.pk)
    assert Wish.objects.get().words == "court filing"
    assert set(wish.voters.all()) == {ada, eve}


def test_what_has_no_word_and_what_is_not_there_are_refused(ada: User) -> None:
    for act in (lambda: wish_for(actor=ada, words="?!"), lambda: vote_for(actor=ada, wish=7)):
        with pytest.raises(CtxpackError):
            act()
    assert not Wish.objects.exists()
