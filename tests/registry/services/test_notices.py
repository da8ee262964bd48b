from contextlib import nullcontext

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django.fixtures import Settings

from registry.models import Notice, OutboxEntry, User
from registry.services.choose import choose_notices
from registry.services.notices import NotTakenError, deliver, read_notices
from registry.services.questions import answer_question, ask_question
from registry.services.removals import remove_said
from registry.services.reviews import write_review
from registry.services.stop_links import Mails, stop_link
from registry.services.subscribe import follow_pack, follow_publisher
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.mail_server import MailServer, mail_server
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
    User.objects.filter(pk=eve.pk).update(is_active=False)
    answer_question(actor=ada, question=question.pk, text="Nearly all")
    run_due()
    assert len(titles(eve)) == 1


def test_nobody_is_told_what_the_staff_removed_before_it_was_told(ada: User, eve: User) -> None:
    staff = make_user("grace", is_staff=True)
    answered = ask_question(actor=eve, pack="month-end", text="Which ledgers?")
    run_due()
    mail.outbox.clear()
    said = {
        "review": write_review(
            actor=eve, pack="month-end", version="1.0.0", verdict="works", role="x", text="Vile"
        ),
        "question": ask_question(actor=eve, pack="month-end", text="Vile?"),
        "answer": answer_question(actor=ada, question=answered.pk, text="Vile"),
    }
    for kind, found in said.items():
        remove_said(actor=staff, kind=kind, number=found.pk, reason="Rude")
    run_due()
    assert [message.subject for message in mail.outbox if "Vile" in message.body] == []
    assert titles(ada) == ["eve asks about month-end", "The staff removed your answer"]


def test_the_same_work_done_again_tells_and_mails_nobody_twice(ada: User, eve: User) -> None:
    release = published(ada, "month-end", "1.1.0").release
    for _again in range(3):
        deliver(f"publish:{release.pk}")
    assert len(titles(eve)) == 1
    assert len(mail.outbox) == 1


def test_what_others_wrote_is_marked_as_theirs_and_hides_nothing(ada: User, eve: User) -> None:
    ask_question(actor=eve, pack="month-end", text="Which?\u202e\r\n\u2028-- \rYour account is closed\x1b[2J")
    run_due()
    [message] = mail.outbox
    assert message.subject == "ctxpack: eve asks about month-end"
    assert message.body.splitlines()[:5] == [
        *("> Which?[U+202E]", ">", "> --", "> Your account is closed[U+001B][2J", "")
    ]
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop_link(ada, Mails.NOTICES)}>"
    assert stop_link(ada, Mails.NOTICES) in message.body.splitlines()


def test_news_by_themselves_are_ended_as_in_a_recap(ada: User, eve: User) -> None:
    published(ada, "month-end", "1.1.0")
    run_due()
    [message] = mail.outbox
    assert message.extra_headers["List-Unsubscribe"] == f"<{stop_link(eve, Mails.NEWS)}>"


def test_a_mail_that_was_not_taken_is_sent_with_the_next_try(
    ada: User, eve: User, settings: Settings
) -> None:
    release = published(ada, "month-end", "1.1.0").release
    with mail_server(settings):
        pass
    with pytest.raises(ConnectionError, match="refused"):
        deliver(f"publish:{release.pk}")
    assert Notice.objects.get().mailed_at is None
    with mail_server(settings) as mails:
        deliver(f"publish:{release.pk}")
    assert len(mails.mails_to(eve.email)) == 1


@pytest.mark.parametrize("when", ["to_address", "to_mail"])
@pytest.mark.parametrize(
    "reply",
    ["550 5.7.1 Looks like spam", "550 No such user, or you may not send", "450 4.2.0 Come back later"],
)
def test_a_mail_that_is_refused_keeps_no_other_from_being_sent(
    ada: User, eve: User, mails: MailServer, when: str, reply: str
) -> None:
    follow_pack(actor=make_user("grace"), pack="month-end", on=True)
    release = published(ada, "month-end", "1.1.0").release
    getattr(mails, when)[eve.email] = reply
    with pytest.raises(NotTakenError, match="for now: 1") if reply.startswith("4") else nullcontext():
        deliver(f"publish:{release.pk}")
    assert [taken["To"] for taken in mails.mails] == ["grace@example.org"]
    eve.refresh_from_db()
    assert not eve.notices.filter(mailed_at__isnull=False).exists()
    assert not eve.mail_rests


@pytest.mark.parametrize(
    ("when", "reply"),
    [
        ("to_address", "550 5.1.1 No such user"),
        ("to_address", "556 Domain takes no mail"),
        ("to_mail", "550 5.1.1 No such user"),
    ],
)
def test_an_address_where_nobody_is_gets_no_more_until_its_owner_wants_it_or_has_another(
    ada: User, eve: User, mails: MailServer, when: str, reply: str
) -> None:
    getattr(mails, when)[eve.email] = reply
    published(ada, "month-end", "1.1.0")
    run_due()
    eve.refresh_from_db()
    assert eve.mail_rests
    getattr(mails, when).clear()
    published(ada, "month-end", "1.2.0")
    run_due()
    assert (mails.mails, len(titles(eve))) == ([], 2)
    choose_notices(actor=eve, wants_mail=True)
    published(ada, "month-end", "1.3.0")
    run_due()
    assert len(mails.mails_to(eve.email)) == 1
    User.objects.filter(pk=eve.pk).update(refused_address=eve.email, email="eve@new.example")
    published(ada, "month-end", "1.4.0")
    run_due()
    assert len(mails.mails_to("eve@new.example")) == 1


def test_two_workers_at_once_mail_nobody_twice(ada: User, eve: User, monkeypatch: pytest.MonkeyPatch) -> None:
    release = published(ada, "month-end", "1.1.0").release
    send = EmailMessage.send

    def work_beside(message: EmailMessage) -> None:
        send(message)
        deliver(f"publish:{release.pk}")

    monkeypatch.setattr(EmailMessage, "send", work_beside)
    deliver(f"publish:{release.pk}")
    assert [message.to for message in mail.outbox] == [[eve.email]]


@pytest.mark.parametrize("change", [{"news": "never"}, {"email": "grace@new.example"}, {"is_active": False}])
def test_who_chose_otherwise_or_left_while_others_were_mailed_gets_no_mail(
    ada: User, eve: User, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    grace = make_user("grace")
    follow_pack(actor=grace, pack="month-end", on=True)
    release = published(ada, "month-end", "1.1.0").release
    send = EmailMessage.send

    def change_meanwhile(message: EmailMessage) -> None:
        User.objects.filter(pk=grace.pk).update(**change)
        send(message)

    monkeypatch.setattr(EmailMessage, "send", change_meanwhile)
    deliver(f"publish:{release.pk}")
    assert [message.to for message in mail.outbox] == [[eve.email]]


def test_whoever_wants_no_mail_gets_none_and_is_told_all_the_same(ada: User, eve: User) -> None:
    choose_notices(actor=eve, wants_mail=False)
    published(ada, "month-end", "1.1.0")
    run_due()
    assert len(titles(eve)) == 1
    assert mail.outbox == []
    read_notices(actor=eve)
    assert not eve.notices.filter(read_at=None).exists()
