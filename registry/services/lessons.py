"""The lesson: keeping what is written in an exercise, and beginning a draft with it."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from packformat.compose.content import normal, unfinished_errors
from packformat.lesson.exercises import check_exercise
from packformat.lesson.parts import draft_of
from packformat.lesson.words import CHOSEN, Exercise, lesson
from registry.drafts.fields import Answers, fields_of, with_fields
from registry.drafts.merge import Conflict, settle
from registry.errors import ERRORS
from registry.models import Draft, LessonAnswer, User
from registry.services.audit import record_act
from registry.services.draft_access import visitor_digest
from registry.services.drafts import start_draft

LARGEST_ANSWER = 16 * 1024
"""Characters of an answer as it is kept: the longest field of the form four times over."""


class SavedExercise(NamedTuple):
    """The answer as it is now, and where another window had changed the same."""

    row: LessonAnswer
    conflicts: list[Conflict]


def lesson_of(actor: User | None, visitor: str = "") -> dict[str, LessonAnswer]:
    """What somebody wrote, by exercise: the newest answer, or the newest of those that are passed."""
    mine = Q(owner__isnull=True, visitor=visitor_digest(visitor)) if visitor else Q(pk__in=[])
    if actor is not None:
        mine |= Q(owner=actor)
    rows = LessonAnswer.objects.filter(mine).order_by("saved_at", "pk")
    return {row.exercise: row for row in sorted(rows, key=lambda row: row.passed_at is not None)}


def contents_of(answers: Mapping[str, LessonAnswer]) -> dict[str, Mapping[str, Any]]:
    """What the answers say, as exercises are checked by it; an exercise that is none any more is left out."""
    known = lesson().exercises
    return {name: row.content for name, row in answers.items() if name in known}


def answers_of(content: Mapping[str, Any]) -> Answers:
    """What is kept of an exercise, by field."""
    return {**fields_of(content), **normal({CHOSEN: content.get(CHOSEN, [])})}


def save_exercise(
    *,
    actor: User | None,
    visitor: str = "",
    exercise: str,
    answers: Mapping[str, Any],
    base: Mapping[str, Any],
) -> SavedExercise:
    """Put in what was written in an exercise, right or not; once it was right, it stays passed.

    `answers` are by field, and so is `base`: what stood in the fields of the page on which they were written.
    What conflicts is left as it stands; what the exercise does not ask is left aside.

    Raises:
        NotFoundError: E_EXERCISE_ABSENT.
        UsageError: E_DRAFT_CONTENT or E_EXERCISE_TOO_LARGE.
    """
    known = lesson().exercises.get(exercise)
    if known is None:
        raise ERRORS.error("E_EXERCISE_ABSENT", exercise=exercise)
    asked = {field: answers[field] for field in known.fields if field in answers}
    with transaction.atomic():
        if actor:
            User.objects.select_for_update().get(pk=actor.pk)
        before = lesson_of(actor, visitor)
        row = _locked(before.get(exercise)) or _begun(actor, visitor, known)
        stands = answers_of(row.content)
        mine, conflicts = settle(normal(base), stands, asked)
        row.content, row.saved_at = _checked(known, {**stands, **mine}), timezone.now()
        passed = check_exercise(exercise, {**contents_of(before), exercise: row.content}).passed
        if passed and row.passed_at is None:
            row.passed_at = row.saved_at
        row.save()
    return SavedExercise(row, conflicts)


@transaction.atomic
def claim_lesson(*, actor: User, visitor: str) -> None:
    """Give `actor` what was written in their browser before they signed in."""
    if not visitor:
        return
    mine = LessonAnswer.objects.filter(owner__isnull=True, visitor=visitor_digest(visitor))
    if mine.update(owner=actor, visitor=""):
        record_act("lesson.claim", f"user:{actor.pk}", actor=actor)


def start_draft_from_lesson(*, actor: User | None, visitor: str = "", kind: str) -> Draft:
    """Begin a draft with what was written in the lesson, passed or not.

    Raises:
        UsageError: E_DRAFT_CONTENT, the lesson has no such `kind` of work.
    """
    content = draft_of(contents_of(lesson_of(actor, visitor)), kind)
    return start_draft(actor=actor, visitor=visitor, content=content)


def _begun(actor: User | None, visitor: str, exercise: Exercise) -> LessonAnswer:
    """A first answer, with what stands there at first. Two windows that write it at once write the same one.

    Those of an account wait for each other at its row; of those of a browser one finds what the other made.
    """
    content = with_fields({}, exercise.begin)
    if actor:
        return LessonAnswer(owner=actor, exercise=exercise.name, content=content)
    row, _made = LessonAnswer.objects.select_for_update().get_or_create(
        visitor=visitor_digest(visitor),
        exercise=exercise.name,
        defaults={"content": content, "saved_at": timezone.now()},
    )
    return row


def _locked(row: LessonAnswer | None) -> LessonAnswer | None:
    """A row as it is by now: somebody may have signed in meanwhile, or closed the account."""
    return LessonAnswer.objects.select_for_update().filter(pk=row.pk).first() if row else None


def _checked(exercise: Exercise, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept: as a draft has them, and what was ticked of what is offered."""
    ticked = answers.get(CHOSEN, ())
    content = with_fields({}, {field: value for field, value in answers.items() if field != CHOSEN})
    for error in unfinished_errors({"kind": "other", **content}):
        raise ERRORS.error("E_DRAFT_CONTENT", reason=error.message)
    length = len(json.dumps(content, ensure_ascii=False))
    if length > LARGEST_ANSWER:
        raise ERRORS.error("E_EXERCISE_TOO_LARGE", length=length, limit=LARGEST_ANSWER)
    chosen = [choice.value for choice in exercise.choices if choice.value in ticked]
    return {**content, **({CHOSEN: chosen} if exercise.choices else {})}
