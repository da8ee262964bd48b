"""Appealing once against a decision, and answering the appeal.

Upholding an appeal undoes the decision in the same transaction. What the rules refuse nobody overrules: such
a submission is judged anew, by the rules of that day. One that gave way to a later one since is taken up
again, unless the later one is published.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import (
    Answer,
    Appeal,
    Decision,
    OutboxEntry,
    Publisher,
    Question,
    Release,
    Review,
    Submission,
    User,
)
from registry.models.appeal import KINDS
from registry.readers import seen, visible_packs, visible_submissions
from registry.services.audit import record_act
from registry.services.decide import approve_submission, last_decision
from registry.services.notices import tell
from registry.services.outbox import promise
from registry.services.permissions import require_impartial
from registry.services.removals import pack_of, put_back
from registry.services.supersede import TURNED_DOWN, standing_for, take_back
from registry.services.texts import clean_line, clean_text
from registry.services.verdicts import take_up
from registry.services.yank import unyank_release

LONGEST_WORDS = Appeal._meta.get_field("words").max_length
LONGEST_REASON = Appeal._meta.get_field("reason").max_length


def decided_against(actor: User, kind: str, key: str) -> Any:
    """Return what was decided against `actor`: a row of one of the kinds of `Appeal`, open to an appeal.

    Raises:
        NotFoundError: E_APPEAL_NOTHING, there is no such thing of theirs, or nothing was decided against it.
    """
    try:
        row = _OPEN_TO_APPEAL[kind](actor).filter(pk=key).first() if kind in _OPEN_TO_APPEAL else None
    except (ValueError, ValidationError):
        row = None
    if row is None:
        raise ERRORS.error("E_APPEAL_NOTHING", kind=kind, key=key)
    return row


def appeal_about(*, actor: User, kind: str, key: str) -> tuple[Any, Appeal | None]:
    """Return what an appeal of `actor`'s is about or may be about, and the appeal where there is one.

    Raises:
        NotFoundError: E_APPEAL_NOTHING.
    """
    try:
        made = Appeal.objects.filter(**{f"{kind}__pk": key}).first() if kind in KINDS else None
    except (ValueError, ValidationError):
        made = None
    if made and made.author_id == actor.pk and _is_seen(actor, made.subject):
        return made.subject, made
    return decided_against(actor, kind, key), made


@transaction.atomic
def make_appeal(*, actor: User, kind: str, key: str, words: str) -> Appeal:
    """Ask the staff to look once more, and say why; there is one appeal about each thing.

    Raises:
        UsageError: E_FIELD, the words are empty or too long.
        NotFoundError: E_APPEAL_NOTHING.
        ConflictError: E_APPEALED, there was one already.
    """
    row = decided_against(actor, kind, key)
    type(row).objects.select_for_update().get(pk=row.pk)
    # Asked once more behind the lock: who has undone it meanwhile has left nothing to appeal against.
    row = decided_against(actor, kind, key)
    if Appeal.objects.filter(**{kind: row}).exists():
        raise ERRORS.error("E_APPEALED", kind=kind)
    appeal = Appeal.objects.create(
        author=actor, words=clean_text("words", words, LONGEST_WORDS), **{kind: row}
    )
    tell("appeal", appeal.pk)
    record_act("appeal.make", _audited(row), actor=actor, appeal=appeal.pk)
    return appeal


@transaction.atomic
def answer_appeal(*, actor: User, appeal: int, status: str, reason: str) -> Appeal:
    """Uphold an open appeal, which undoes the decision, or dismiss it; the reason goes to whoever appealed.

    Raises:
        UsageError: E_FIELD.
        NotFoundError: E_APPEAL_ABSENT, there is no open one of that number.
        PermissionDeniedError: E_NOT_STAFF or E_OWN_MATTER.
    """
    absent = ERRORS.error("E_APPEAL_ABSENT", appeal=appeal)
    found = take_up(Appeal, appeal, actor=actor, status=status, absent=absent)
    require_impartial(actor, publisher_concerned(found.subject), found.author)
    found.reason = clean_line("reason", reason, LONGEST_REASON)
    found.decided_by, found.decided_at = actor, timezone.now()
    found.save(update_fields=["status", "reason", "decided_by", "decided_at"])
    if status == Appeal.Status.UPHELD:
        _UNDO[found.kind](actor, found)
    tell("appeal-answer", found.pk)
    record_act(f"appeal.{status}", _audited(found.subject), actor=actor, appeal=found.pk, reason=found.reason)
    return found


def publisher_concerned(row: Any) -> Publisher:
    """The publisher whose submission or pack it is, or on whose pack's page it was said."""
    if isinstance(row, Submission):
        return row.publisher
    return row.pack.publisher if isinstance(row, Release) else pack_of(row).publisher


def reason_against(row: Any) -> str:
    """What the person who decided said; empty where only the rules have spoken, whose findings say it."""
    if isinstance(row, Submission):
        decision = last_decision(row)
        return decision.reason if decision else ""
    return str(row.yank_reason if isinstance(row, Release) else row.removal)


def _audited(row: Any) -> str:
    if isinstance(row, Submission):
        return f"submission:{row.pk}"
    if isinstance(row, Release):
        return f"release:{row.pack.name}@{row.version}"
    return f"pack:{pack_of(row).name}"


def _submissions(actor: User) -> QuerySet[Submission]:
    return Submission.objects.filter(publisher__members=actor, status__in=TURNED_DOWN)


def _releases(actor: User) -> QuerySet[Release]:
    return Release.objects.filter(yanked_by_staff=True, pack__publisher__members=actor)


def _said(model: Any, pack: str = "pack") -> Callable[[User], QuerySet[Any]]:
    removed = model.objects.filter(removed_at__isnull=False)
    return lambda actor: seen(removed.filter(author=actor), actor, pack)


def _is_seen(actor: User, row: Any) -> bool:
    """Whether the appellant, who may have left since, still sees what the appeal is about."""
    if isinstance(row, Submission):
        return visible_submissions(actor).filter(pk=row.pk).exists()
    return visible_packs(actor).filter(pk=row.pack.pk).exists()


def _judge_again(actor: User, appeal: Appeal) -> None:
    submission = Submission.objects.select_for_update().get(pk=appeal.submission_id)
    if submission.status == Submission.Status.SUPERSEDED:
        if standing_for(submission).release_id is not None:
            # What they asked for stands in the catalogue already.
            return
        take_back(submission)
    decision = last_decision(submission)
    if (
        submission.status == Submission.Status.REJECTED
        and decision
        and decision.answer == Decision.Answer.REFUSED
    ):
        submission.status = Submission.Status.HELD
        submission.save(update_fields=["status"])
    if submission.status == Submission.Status.HELD:
        approve_submission(actor=actor, submission=submission.pk, reason=appeal.reason)
    elif submission.status == Submission.Status.REJECTED:
        submission.status, submission.tries, submission.finished_at = Submission.Status.QUEUED, 0, None
        submission.save(update_fields=["status", "tries", "finished_at"])
        promise(OutboxEntry.Task.VALIDATE_SUBMISSION, str(submission.pk))


def _unyank(actor: User, appeal: Appeal) -> None:
    unyank_release(actor=actor, pack=appeal.release.pack.name, version=appeal.release.version)


def _put_back(actor: User, appeal: Appeal) -> None:
    put_back(actor=actor, kind=appeal.kind, said=appeal.subject)


_OPEN_TO_APPEAL: dict[str, Callable[[User], QuerySet[Any]]] = {
    "submission": _submissions,
    "release": _releases,
    "review": _said(Review),
    "question": _said(Question),
    "answer": _said(Answer, "question__pack"),
}
_UNDO: dict[str, Callable[[User, Appeal], None]] = {
    "submission": _judge_again,
    "release": _unyank,
    **dict.fromkeys(("review", "question", "answer"), _put_back),
}
