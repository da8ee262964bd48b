from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import User, Wish
from registry.services.choose import WEEK
from registry.services.recaps import next_recap, send_recaps
from registry.services.wishes import vote_for, wish_for
from registry.services.work import run_due
from tests.support import registry
from tests.support.mail_server import MailServer
from tests.support.private_packs import SUMMARY, plant
from tests.support.recaps import weekly, weeks_later
from tests.support.registry import published
from tests.support.rows import release_row


@pytest.fixture
def voter(eve: User) -> User:
    """Eve, who joined those who wish for a pack about the steps of a month-end."""
    wish = wish_for(actor=registry.user("grace"), words="Steps of the month-end")
    vote_for(actor=weekly(eve), wish=wish.pk)
    return eve


def answered(person: User) -> list[tuple[str, str]]:
    """What somebody would be told of their wishes in two weeks."""
    with weeks_later(2):
        rows = next_recap(actor=User.objects.get(pk=person.pk)).answered.rows
    return [(row.wish.words, row.release.pack.name) for row in rows]


def test_whoever_wishes_for_a_pack_is_told_once_of_a_new_one_that_its_words_find(
    ada: User, voter: User, mails: MailServer
) -> None:
    release_row("payroll", components=(("skill", "payroll"),))
    published(ada, "month-end")
    published(ada, "month-end", "1.1.0")
    run_due()
    for weeks in (1, 2):
        with weeks_later(weeks):
            send_recaps()
    [mail] = mails.mails_to(voter.email)
    assert mail["Subject"] == "ctxpack: 1 request answered"
    lines = mail.get_content().splitlines()
    assert "month-end, by ledgers" in lines
    assert "  Asked for: “steps of the month end”" in lines


def test_a_wish_is_not_answered_by_what_was_there_before_by_ones_own_or_by_what_is_private(
    ada: User, voter: User
) -> None:
    for words in (SUMMARY, "month end", "bank rec"):
        wish_for(actor=voter, words=words)
    published(ada, "month-end")
    published(voter, "bank-rec")
    plant(ada, registry.user("member"))
    run_due()
    assert answered(voter) == [("month end", "month-end"), ("steps of the month end", "month-end")]
    Wish.objects.update(wished_at=timezone.now() + timedelta(hours=1))
    assert answered(voter) == []


def test_a_pack_that_is_indexed_late_is_told_late_and_not_untold(voter: User) -> None:
    until = timezone.now() + WEEK
    release_row("month-end", published_at=until - timedelta(hours=2), summary="Each step")
    User.objects.filter(pk=voter.pk).update(recap_from=until)
    assert answered(voter) == [("steps of the month end", "month-end")]
