from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail

from registry.models import Notice, OutboxEntry, User
from registry.services.choose import choose_notices
from registry.services.mailing import NotTakenError
from registry.services.notices import deliver, read_notices
from registry.services.questions import answer_question, ask_question
from registry.services.reviews import write_review
from registry.services.subscribe import follow_pack, follow_publisher
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.registry import user as make_user


@pytest.fixture(autouse=True)
def _pack(ada: User, eve: User) -> None:
    published(ada, "month-end")
    run_due()
    follow_pack(actor=eve, pack="month-end", on=True)


def titles(user: User) -> list[str]:
    return list(user.notices.order_by("pk").values_list("title", flat=True))


def test_followers_are_told_of_new_and_withdrawn_versions_once(ada: User, eve: User) -> None:
    follow_publisher(actor=eve, publisher="ledgers", on=True)
    published(ada, "month-end", "1.1.0")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Wrong rates")
    run_due()
    assert titles(eve) == ["month-end 1.1.0 was published", "month-end 1.0.0 was withdrawn"]
    assert {message.to[0] for message in mail.outbox} == {"eve@example.org"}
    assert "Wrong rates" in mail.outbox[-1].body
    assert not OutboxEntry.objects.exists()


def test_owners_are_told_what_others_say_and_askers_what_is_answered(ada: User, eve: User) -> None:
    write_review(actor=eve, pack="month-end", version="1.0.0", verdict="works", role="x", text="It did")
    question = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    answer_question(actor=ada, question=question.pk, text="All")
    run_due()
    assert titles(ada) == ["eve reviewed month-end 1.0.0", "eve asks about month-end"]
    assert titles(eve) == ["ada answered your question about month-end"]


def test_the_same_work_done_again_tells_and_mails_nobody_twice(ada: User, eve: User) -> None:
    release = published(ada, "month-end", "1.1.0").release
    for _again in range(3):
        deliver(f"publish:{release.pk}")
    assert len(titles(eve)) == 1
    assert len(mail.outbox) == 1


def test_a_mail_that_was_not_taken_is_sent_with_the_next_try(
    ada: User, eve: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = published(ada, "month-end", "1.1.0").release

    def refuse(*_mail: object) -> None:
        raise ConnectionError("refused")

    with monkeypatch.context() as patch:
        patch.setattr("registry.services.notices.send_mail", refuse)
        with pytest.raises(ConnectionError, match="refused"):
            deliver(f"publish:{release.pk}")
    assert Notice.objects.get().mailed_at is None
    deliver(f"publish:{release.pk}")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(("code", "again"), [(550, False), (450, True)])
def test_an_address_that_is_refused_keeps_no_other_from_its_mail(
    ada: User, eve: User, monkeypatch: pytest.MonkeyPatch, code: int, *, again: bool
) -> None:
    follow_pack(actor=make_user("grace"), pack="month-end", on=True)
    release = published(ada, "month-end", "1.1.0").release
    sent: list[str] = []

    def take(_subject: str, _body: str, _sender: None, people: list[str]) -> None:
        if people == [eve.email]:
            raise SMTPRecipientsRefused({eve.email: (code, b"no")})
        sent.extend(people)

    monkeypatch.setattr("registry.services.notices.send_mail", take)
    if again:
        with pytest.raises(NotTakenError, match="for now: 1"):
            deliver(f"publish:{release.pk}")
    else:
        deliver(f"publish:{release.pk}")
    assert sent == ["grace@example.org"]
    assert not eve.notices.filter(mailed_at__isnull=False).exists()


def test_two_workers_at_once_mail_nobody_twice(ada: User, eve: User, monkeypatch: pytest.MonkeyPatch) -> None:
    release = published(ada, "month-end", "1.1.0").release
    sent: list[str] = []

    def take(_subject: str, _body: str, _sender: None, people: list[str]) -> None:
        sent.extend(people)
        deliver(f"publish:{release.pk}")

    monkeypatch.setattr("registry.services.notices.send_mail", take)
    deliver(f"publish:{release.pk}")
    assert sent == [eve.email]


def test_whoever_wants_no_mail_gets_none_and_is_told_all_the_same(ada: User, eve: User) -> None:
    choose_notices(actor=eve, wants_mail=False)
    published(ada, "month-end", "1.1.0")
    run_due()
    assert len(titles(eve)) == 1
    assert mail.outbox == []
    read_notices(actor=eve)
    assert not eve.notices.filter(read_at=None).exists()
