from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.findings import Finding, Report
from registry.models import Appeal, AuditEntry, Pack, Submission, User
from registry.services.appeals import answer_appeal, appeal_about, make_appeal, reason_against
from registry.services.decide import refuse_submission
from registry.services.questions import ask_question
from registry.services.removals import remove_said
from registry.services.report import save_report
from registry.services.work import run_due
from registry.services.yank import unyank_release, yank_release
from tests.support import registry
from tests.support.at_once import before_it_is_sure
from tests.support.registry import published, submitted
from tests.support.rows import release_row


@pytest.fixture
def staff(db: None) -> User:
    return registry.user("staff", is_staff=True)


@pytest.fixture
def pack(ada: User) -> Pack:
    pack = Pack.objects.create(name="bank-rec", publisher=ada.publishers.get())
    release_row("bank-rec")
    return pack


def turned_down(actor: User, status: str, severity: str = "hold") -> Submission:
    """A submission as a rule that holds or refuses it leaves it."""
    submission = submitted(actor)
    finding = Finding(rule="safety/odd", severity=severity, path="x.md", message="Odd words")
    save_report(submission, Report.of(Digest.parse(submission.upload_digest), "1", [finding]))
    submission.status, submission.pack_name, submission.version = status, "month-end", "1.0.0"
    submission.save()
    submission.refresh_from_db()
    return submission


def code_of(act: Any, **arguments: Any) -> str:
    with pytest.raises(CtxpackError) as caught:
        act(**arguments)
    return caught.value.code


def appealed(actor: User, kind: str, key: object) -> Appeal:
    return make_appeal(actor=actor, kind=kind, key=str(key), words="You missed the licence")


def test_an_appeal_and_its_answer_are_audited_and_mailed(ada: User, staff: User) -> None:
    submission = turned_down(ada, "held")
    appeal = appealed(ada, "submission", submission.pk)
    answer_appeal(actor=staff, appeal=appeal.pk, status="dismissed", reason="The licence\nforbids it")
    run_due()
    acts = AuditEntry.objects.filter(action__startswith="appeal.").order_by("pk")
    assert [(act.actor, act.action, act.subject) for act in acts] == [
        (ada, "appeal.make", f"submission:{submission.pk}"),
        (staff, "appeal.dismissed", f"submission:{submission.pk}"),
    ]
    assert acts[1].data == {"appeal": appeal.pk, "reason": "The licence forbids it"}
    told = [(message.to[0], message.subject) for message in mail.outbox]
    assert ("staff@example.org", "ctxpack: ada appeals against what was decided about a submission") in told
    assert ("ada@example.org", "ctxpack: Your appeal about a submission was dismissed") in told
    assert Submission.objects.get(pk=submission.pk).status == "held"


@pytest.mark.parametrize("refused", [True, False], ids=["refused by a person", "held"])
def test_an_appeal_upheld_publishes_what_a_person_may_decide_on(
    ada: User, staff: User, *, refused: bool
) -> None:
    submission = turned_down(ada, "held")
    if refused:
        refuse_submission(actor=staff, submission=submission.pk, reason="Odd")
    appeal = appealed(ada, "submission", submission.pk)
    answer_appeal(actor=staff, appeal=appeal.pk, status="upheld", reason="The words are those of the trade")
    run_due()
    submission.refresh_from_db()
    assert submission.status == "published"
    assert next(decision.answer for decision in submission.decisions.all()) == "approved"


def test_what_the_rules_refuse_is_judged_anew_and_never_overruled(ada: User, staff: User) -> None:
    submission = turned_down(ada, "rejected", "error")
    appeal = appealed(ada, "submission", submission.pk)
    answer_appeal(actor=staff, appeal=appeal.pk, status="upheld", reason="The rule was wrong")
    submission.refresh_from_db()
    assert submission.status == "queued"
    assert not submission.decisions.exists()
    run_due()
    submission.refresh_from_db()
    assert submission.status == "published"  # by the rules of today, which find nothing


def test_a_version_that_the_staff_withdrew_comes_back(ada: User, staff: User, pack: Pack) -> None:
    release = yank_release(actor=staff, pack="bank-rec", version="1.0.0", reason="Complaint 7")
    run_due()
    notice = ada.notices.get()
    assert (notice.title, notice.path) == (
        "The staff withdrew bank-rec 1.0.0",
        f"/appeals/release/{release.pk}",
    )
    appeal = appealed(ada, "release", release.pk)
    assert reason_against(release) == "Complaint 7"
    answer_appeal(actor=staff, appeal=appeal.pk, status="upheld", reason="The complaint was false")
    release.refresh_from_db()
    assert not release.is_yanked


def test_what_a_publisher_withdrew_itself_needs_no_appeal(ada: User, pack: Pack) -> None:
    release = yank_release(actor=ada, pack="bank-rec", version="1.0.0", reason="Wrong")
    assert code_of(appealed, actor=ada, kind="release", key=release.pk) == "E_APPEAL_NOTHING"


def test_what_somebody_who_has_left_withdrew_is_the_publishers_to_take_back(
    ada: User, eve: User, pack: Pack
) -> None:
    member = pack.publisher.memberships.create(user=eve)
    release = yank_release(actor=eve, pack="bank-rec", version="1.0.0", reason="Wrong")
    member.delete()
    found = {"actor": ada, "kind": "release", "key": str(release.pk)}
    assert code_of(appeal_about, **found) == "E_APPEAL_NOTHING"
    assert not unyank_release(actor=ada, pack="bank-rec", version="1.0.0").is_yanked


@pytest.mark.usefixtures("transactional_db")
def test_nothing_is_appealed_that_is_just_being_undone(ada: User, staff: User) -> None:
    published(ada, "bank-rec")
    release = yank_release(actor=staff, pack="bank-rec", version="1.0.0", reason="Wrong rates")
    code = before_it_is_sure(
        lambda: unyank_release(actor=staff, pack="bank-rec", version="1.0.0"),
        lambda: appealed(ada, "release", release.pk),
    )
    assert code == "E_APPEAL_NOTHING"
    assert not Appeal.objects.exists()


def test_a_removed_question_is_put_back(eve: User, staff: User, pack: Pack) -> None:
    question = ask_question(actor=eve, pack="bank-rec", text="Which ledgers?")
    remove_said(actor=staff, kind="question", number=question.pk, reason="Rude")
    appeal = appealed(eve, "question", question.pk)
    assert reason_against(appeal.subject) == "Rude"
    answer_appeal(actor=staff, appeal=appeal.pk, status="upheld", reason="It is not")
    question.refresh_from_db()
    assert question.removed_at is None
    assert AuditEntry.objects.filter(action="question.restore", subject="pack:bank-rec").exists()


def test_there_is_one_appeal_about_each_thing(ada: User, eve: User, staff: User) -> None:
    submission = turned_down(ada, "held")
    ada.publishers.get().memberships.create(user=eve)
    appeal = appealed(ada, "submission", submission.pk)
    for actor in (ada, eve):
        assert code_of(appealed, actor=actor, kind="submission", key=submission.pk) == "E_APPEALED"
        assert appeal_about(actor=actor, kind="submission", key=str(submission.pk)) == (submission, appeal)
    answer_appeal(actor=staff, appeal=appeal.pk, status="dismissed", reason="No")
    again = {"appeal": appeal.pk, "status": "upheld", "reason": "x"}
    assert code_of(answer_appeal, actor=staff, **again) == "E_APPEAL_ABSENT"


@pytest.mark.parametrize(
    ("kind", "key"),
    [("submission", "nonsense"), ("release", "x"), ("review", "99"), ("pack", "1"), ("author", "1")],
)
def test_nothing_is_appealed_where_nothing_was_decided(ada: User, kind: str, key: str) -> None:
    assert code_of(appealed, actor=ada, kind=kind, key=key) == "E_APPEAL_NOTHING"
    assert code_of(appeal_about, actor=ada, kind=kind, key=key) == "E_APPEAL_NOTHING"


def test_what_was_decided_against_others_is_theirs_to_appeal(ada: User, eve: User, staff: User) -> None:
    submission = turned_down(ada, "held")
    for actor in (eve, staff):
        assert code_of(appealed, actor=actor, kind="submission", key=submission.pk) == "E_APPEAL_NOTHING"


def test_words_and_reasons_are_needed_and_the_staff_alone_answer(ada: User, staff: User) -> None:
    about = {"actor": ada, "kind": "submission", "key": str(turned_down(ada, "held").pk)}
    assert code_of(make_appeal, words=" ", **about) == "E_FIELD"
    appeal = make_appeal(words="x", **about)
    assert code_of(answer_appeal, actor=ada, appeal=appeal.pk, status="upheld", reason="x") == "E_NOT_STAFF"
    for status, reason in (("upheld", " "), ("open", "x")):
        answer = {"actor": staff, "appeal": appeal.pk, "status": status, "reason": reason}
        assert code_of(answer_appeal, **answer) == "E_FIELD"


def test_the_database_takes_an_appeal_about_one_thing_only(ada: User, pack: Pack) -> None:
    submission = turned_down(ada, "held")
    for things in ({}, {"submission": submission, "release": pack.releases.get()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Appeal.objects.create(author=ada, words="x", **things)


def test_the_submitter_is_told_what_a_person_decided(ada: User, staff: User) -> None:
    submission = turned_down(ada, "held")
    refuse_submission(actor=staff, submission=submission.pk, reason="Odd")
    run_due()
    notice = ada.notices.get()
    assert (notice.title, notice.text) == ("month-end 1.0.0 was refused by the staff", "Odd")
    assert notice.path == f"/submissions/{submission.pk}"
