import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from packformat.powers.value import sentence_of
from registry.models import DownloadDay, Membership, OutboxEntry, Question, Release, User
from registry.services import recaps as recaps_module
from registry.services.advisories import Statement, publish_advisory
from registry.services.choose import WEEK, choose_notices
from registry.services.grants import end_grant, grant_access
from registry.services.questions import answer_question, ask_question
from registry.services.recap_facts import MOST_TOLD, recaps_of
from registry.services.recap_letters import news_of, subject_of
from registry.services.recaps import next_recap, send_recaps
from registry.services.removals import remove_said
from registry.services.reviews import write_review
from registry.services.stop_links import Mails, stop_link
from registry.services.subscribe import follow_pack, follow_publisher
from registry.services.wishes import wish_for
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support import registry
from tests.support.mail_server import MailServer, mail_server
from tests.support.private_packs import NAME, plant
from tests.support.recaps import mails_in, recaps_in, weekly, weeks_later
from tests.support.registry import published
from tests.support.rows import release_row

COMMAND = b"---\ndescription: Says where the month stands\n---\nNow: !`git status`\n"
CHANGELOG = b"# What changed\n\n## 1.1.0\n\nTakes the\nnew rates\n\n## 1.0.0\n\nBegan\n"


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where the mails of the test are written, as on a server without a mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


@pytest.fixture
def reader(ada: User, eve: User, folder: Path) -> User:
    """Eve, who follows `month-end` and owns `bank-rec`, and has chosen recaps."""
    published(ada, "month-end")
    published(eve, "bank-rec")
    follow_pack(actor=eve, pack="month-end", on=True)
    return weekly(eve)


def test_one_mail_says_all_that_happened_and_only_what_cannot_wait_comes_by_itself(
    ada: User, reader: User, folder: Path
) -> None:
    files = registry.pack_files("month-end", "1.1.0", extra={"commands/status.md": COMMAND})
    files["pack.toml"] += b'\n[powers]\ncommands = ["commands/status.md: git status"]\n'
    submission = registry.submit_archive(
        actor=ada, archive=registry.zipped(files | {"CHANGELOG.md": CHANGELOG})
    )
    run_due()
    submission.refresh_from_db()
    assert submission.release
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Wrong rates")
    statement = Statement("high", "Reads it all", "x", "Wait")
    advisory = publish_advisory(actor=ada, pack="month-end", statement=statement)
    write_review(actor=ada, pack="bank-rec", version="1.0.0", verdict="works", role="x", text="It did")
    ask_question(actor=ada, pack="bank-rec", text="Which ledgers?")
    answered = ask_question(actor=ada, pack="bank-rec", text="Answered already")
    answer_question(actor=reader, question=answered.pk, text="All")
    DownloadDay.objects.create(
        release=Release.objects.get(pack__name="bank-rec"), day=timezone.now(), count=12
    )
    run_due()
    at_once = [mail["Subject"] for mail in mails_in(folder, reader.email)]
    assert sorted(subject.split()[1] for subject in at_once) == ["ada", "ada", "month-end:"]
    with weeks_later():
        run_due()
    [mail] = recaps_in(folder, reader.email)
    assert mail["Subject"] == (
        "ctxpack: 1 new version, 1 withdrawn, 1 advisory, 1 review, 1 question waits, 12 downloads"
    )
    assert mail["List-Unsubscribe"].strip() == f"<{stop_link(reader, Mails.NEWS)}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    body = mail.get_content()
    for line in (
        "month-end 1.1.0, by ledgers",
        "  What changed: “Takes the new rates”",
        f"  New power: {sentence_of('commands')}: commands/status.md: git status",
        "month-end 1.0.0",
        "  Why: “Wrong rates”",
        f"month-end: high advisory {advisory.name}",
        "  What to do: “Wait”",
        "ada on bank-rec 1.0.0: works",
        "  They ask: “Which ledgers?”",
        "bank-rec: 12",
        stop_link(reader, Mails.NEWS),
    ):
        assert line in body.splitlines(), body
    assert "Answered already" not in body
    assert not OutboxEntry.objects.exists()


def test_nothing_is_sent_where_nothing_happened_or_it_was_removed(ada: User, eve: User, folder: Path) -> None:
    published(eve, "bank-rec")
    weekly(eve)
    staff = registry.user("staff", is_staff=True)
    question = ask_question(actor=ada, pack="bank-rec", text="Buy pills")
    remove_said(actor=staff, kind="question", number=question.pk, reason="Spam")
    with weeks_later():
        run_due()
    assert recaps_in(folder, eve.email) == []
    eve.refresh_from_db()
    assert eve.recap_due > timezone.now() + 2 * WEEK


def test_a_question_that_waits_is_said_again_and_is_never_a_reason_for_a_mail(
    ada: User, reader: User, folder: Path
) -> None:
    ask_question(actor=ada, pack="bank-rec", text="Which ledgers?")
    for week, version in enumerate(("1.1.0", "", "1.2.0"), 1):
        with weeks_later(week - 1):
            if version:
                published(ada, "month-end", version)
        with weeks_later(week):
            send_recaps()
    first, second = recaps_in(folder, reader.email)
    assert "Which ledgers?" in first.get_content()
    assert "Which ledgers?" in second.get_content()
    assert "1.1.0" not in second.get_content()


def test_nobody_gets_one_who_did_not_choose_it_or_changed_their_mind_or_is_gone(
    ada: User, eve: User, folder: Path
) -> None:
    published(ada, "month-end")
    out, stopped, silent = (weekly(registry.user(name)) for name in ("out", "stopped", "silent"))
    for person in (eve, out, stopped, silent):
        follow_pack(actor=person, pack="month-end", on=True)
    User.objects.filter(pk=out.pk).update(is_active=False)
    User.objects.filter(pk=silent.pk).update(email="")
    choose_notices(actor=stopped, news=User.News.NEVER)
    published(ada, "month-end", "1.1.0")
    with weeks_later():
        run_due()
    assert len(mails_in(folder, eve.email)) == 1
    assert recaps_in(folder, eve.email) == []
    assert [mails_in(folder, person.email) for person in (out, stopped, silent)] == [[], [], []]


def test_of_a_private_pack_are_told_who_are_members_when_it_is_sent(
    ada: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays, left, leaving = (registry.user(name) for name in ("stays", "left", "leaving"))
    for person in (stays, left, leaving):
        Membership.objects.create(publisher=ada.publishers.get(), user=weekly(person))
        follow_publisher(actor=person, publisher="ledgers", on=True)
    plant(ada, registry.user("other"))
    Membership.objects.filter(user=left).delete()

    def leave_meanwhile(*asked: Any) -> Any:
        found = recaps_of(*asked)
        Membership.objects.filter(user=leaving).delete()
        return found

    with weeks_later():
        with monkeypatch.context() as patch:
            patch.setattr(recaps_module, "recaps_of", leave_meanwhile)
            send_recaps()
        send_recaps()
    [mail] = recaps_in(folder, stays.email)
    assert f"{NAME} 1.1.0" in mail.get_content()
    for person in (left, leaving):
        assert recaps_in(folder, person.email) == []
        assert not next_recap(actor=person).has_news


def test_of_a_private_pack_are_told_who_are_guests_when_it_is_sent(
    ada: User, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ada, private=True)
    stays, over, ending = (weekly(registry.user(name)) for name in ("stays", "over", "ending"))
    for guest in (stays, over, ending):
        asked = {"pack": "month-end", "username": guest.username, "reference": guest.username}
        grant_access(actor=ada, **asked, until=None)
        follow_pack(actor=guest, pack="month-end", on=True)
    published(ada, "month-end", "1.1.0")
    end_grant(actor=ada, pack="month-end", reference="over")

    def end_meanwhile(*asked: Any) -> Any:
        found = recaps_of(*asked)
        end_grant(actor=ada, pack="month-end", reference="ending")
        return found

    with weeks_later():
        with monkeypatch.context() as patch:
            patch.setattr(recaps_module, "recaps_of", end_meanwhile)
            send_recaps()
        send_recaps()
    [mail] = recaps_in(folder, stays.email)
    assert "month-end 1.1.0" in mail.get_content()
    assert [recaps_in(folder, one.email) for one in (over, ending)] == [[], []]


def test_many_people_take_no_more_queries_than_one(ada: User) -> None:
    published(ada, "month-end")
    people = [weekly(registry.user(f"reader-{number}")) for number in range(20)]
    for number, person in enumerate(people):
        follow_pack(actor=person, pack="month-end", on=True)
        wish_for(actor=person, words=f"month end {number if number % 2 else ''}")
        owner = registry.publisher(f"publisher-{number}", person).handle
        published(person, f"pack-{number}", publisher=owner) if number < 3 else None
    now = timezone.now()
    counts = []
    for some in (people[:1], people):
        with CaptureQueriesContext(connection) as counted:
            found = recaps_of(dict.fromkeys(some, now - WEEK), now + WEEK)
        assert all(recap.released.count for recap in found)
        counts.append(len(counted))
    assert counts == [11, 11]


def test_however_much_happens_no_more_is_held_than_is_told_and_all_is_counted(
    ada: User, reader: User
) -> None:
    now = timezone.now()
    for number in range(MOST_TOLD + 5):
        at = now + timedelta(minutes=number)
        release_row("month-end", f"2.0.{number}", summary=f"the {number}th", published_at=at)
    for number in range(MOST_TOLD + 1):
        Question.objects.create(pack=reader.publishers.get().packs.get(), author=ada, text=f"Why {number}?")
    [recap] = recaps_of({reader: now}, now + WEEK)
    assert [len(some.rows) for some in (recap.released, recap.waiting)] == [MOST_TOLD, MOST_TOLD]
    assert recap.released.rows[0].summary == f"the {MOST_TOLD + 4}th"
    assert subject_of(recap) == f"{MOST_TOLD + 5} new versions, {MOST_TOLD + 1} questions wait"
    assert "And 5 more." in news_of(recap)


def test_a_version_that_is_withdrawn_just_after_the_end_of_a_recap_is_told_once(
    ada: User, reader: User
) -> None:
    now = timezone.now()
    release_row("wrong-rates", published_at=now - WEEK / 2)
    follow_pack(actor=reader, pack="wrong-rates", on=True)
    Release.objects.filter(pack__name="wrong-rates").update(yanked_at=now, yanked_by=ada, yank_reason="x")
    [first] = recaps_of({reader: now - WEEK / 2}, now)
    [second] = recaps_of({reader: now}, now + WEEK)
    assert [recap.withdrawn.count for recap in (first, second)] == [0, 1]


@pytest.mark.usefixtures("transactional_db")
def test_workers_at_once_send_one_mail(ada: User, reader: User, folder: Path) -> None:
    published(ada, "month-end", "1.1.0")

    def work(_worker: int) -> None:
        try:
            send_recaps()
        finally:
            connections.close_all()

    with weeks_later(), ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(8)))
    assert len(recaps_in(folder, reader.email)) == 1


@pytest.mark.parametrize("when", ["to_address", "to_mail"])
@pytest.mark.parametrize(
    ("reply", "again_after"), [("550 5.7.1 Looks like spam", WEEK), ("450 4.2.0 Later", timedelta(hours=1))]
)
def test_a_mail_that_was_refused_is_sent_later_with_all_that_it_would_have_said(
    ada: User, reader: User, mails: MailServer, *, when: str, reply: str, again_after: timedelta
) -> None:
    published(ada, "month-end", "1.1.0")
    getattr(mails, when)[reader.email] = reply
    wait = due_after_a_round(reader)
    # Else the recaps of all others would wait until this one was taken.
    assert not OutboxEntry.objects.exists()
    assert again_after - timedelta(minutes=5) < wait <= again_after
    getattr(mails, when).clear()
    with weeks_later(2):
        send_recaps()
    [mail] = mails.mails_to(reader.email)
    assert "month-end 1.1.0" in mail.get_content()


def test_where_no_mail_server_is_recaps_wait_for_it(ada: User, reader: User, settings: Settings) -> None:
    published(ada, "month-end", "1.1.0")
    with mail_server(settings):
        pass
    assert due_after_a_round(reader) <= timedelta(0)
    with weeks_later(), mail_server(settings) as mails:
        send_recaps()
    assert len(mails.mails_to(reader.email)) == 1


def test_recaps_rest_where_nobody_is_and_tell_all_of_that_time_once_they_are_wanted(
    ada: User, reader: User, mails: MailServer
) -> None:
    published(ada, "month-end", "1.1.0")
    mails.to_address[reader.email] = "550 5.1.1 No such user"
    due_after_a_round(reader)
    mails.to_address.clear()
    with weeks_later(2):
        published(ada, "month-end", "1.2.0")
    with weeks_later(3):
        run_due()
        assert mails.mails == []
        choose_notices(actor=reader, wants_mail=True)
        run_due()
    [mail] = mails.mails_to(reader.email)
    assert all(f"month-end {version}" in mail.get_content() for version in ("1.1.0", "1.2.0"))


def due_after_a_round(person: User) -> timedelta:
    """How long after a round of the worker, a week from now, somebody's recap is due."""
    with weeks_later():
        run_due()
        person.refresh_from_db()
        assert person.recap_due
        return person.recap_due - timezone.now()


@pytest.mark.unmeasured
def test_killed_at_any_point_nobody_gets_two_in_a_week_and_nothing_goes_untold(
    own_registry: dict[str, str],
) -> None:
    command = [sys.executable, "-m", "tests.support.kill_points", "recap"]
    answer = subprocess.run(command, env=own_registry, check=True, stdout=subprocess.PIPE)
    found = json.loads(answer.stdout)
    assert found["wrong"] == {}
    assert found["points"] >= 10
    assert found["kills"] >= 5
