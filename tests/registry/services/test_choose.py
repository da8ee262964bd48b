import pytest

from packformat.errors import CtxpackError
from registry.models import AuditEntry, User
from registry.services.choose import WEEK, choose_notices


def test_a_choice_is_audited_once_and_leaves_what_it_does_not_name(eve: User) -> None:
    for _again in range(2):
        choose_notices(actor=eve, wants_advisories=True)
    eve.refresh_from_db()
    assert (eve.wants_mail, eve.wants_advisories) == (True, True)
    [entry] = AuditEntry.objects.filter(action="notices.choose")
    assert entry.data == {"wants_advisories": True}


def test_recaps_begin_with_the_choice_and_end_with_it_or_with_all_mail(eve: User) -> None:
    assert (eve.news, eve.recap_due) == ("at once", None)
    choose_notices(actor=eve, news="weekly")
    eve.refresh_from_db()
    assert eve.recap_due - eve.recap_from == pytest.approx(WEEK, abs=WEEK / 1000)
    choose_notices(actor=eve, wants_mail=False)
    eve.refresh_from_db()
    assert (eve.news, eve.recap_due, eve.recap_from) == ("weekly", None, None)


def test_another_word_than_the_three_is_refused(eve: User) -> None:
    with pytest.raises(CtxpackError) as caught:
        choose_notices(actor=eve, news="hourly")
    assert caught.value.code == "E_FIELD"
