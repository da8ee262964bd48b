import pytest

from packformat.errors import CtxpackError
from packformat.lesson.words import lesson
from registry.drafts.merge import Conflict
from registry.models import AuditEntry, Draft, LessonAnswer, User
from registry.services.lessons import (
    LARGEST_ANSWER,
    answers_of,
    claim_lesson,
    lesson_of,
    save_exercise,
    start_draft_from_lesson,
)
from tests.support.exercises import written
from tests.support.lesson import RIGHT

pytestmark = pytest.mark.django_db
LIMITS = RIGHT["limits"][0]
WRONG = {"summary": "Paid", "not_for": []}


def test_what_is_wrong_is_kept_too_and_what_was_right_once_stays_passed(ada: User) -> None:
    assert written(actor=ada, exercise="limits", answers=WRONG).passed_at is None
    passed = written(actor=ada, exercise="limits", answers=LIMITS).passed_at
    again = written(actor=ada, exercise="limits", answers=WRONG)
    assert (again.passed_at, again.content) == (passed, {"summary": "Paid"})
    assert passed is not None
    assert LessonAnswer.objects.count() == 1


def test_what_two_windows_write_is_kept_where_they_differ_and_told_where_both_changed_the_same(
    ada: User,
) -> None:
    seen = answers_of(written(actor=ada, exercise="limits", answers=LIMITS).content)
    window = {"actor": ada, "exercise": "limits", "base": seen}
    assert save_exercise(**window, answers={**seen, "summary": "Mine"}).conflicts == []
    saved = save_exercise(**window, answers={"summary": "Other", "not_for": ["Loans"]})
    assert saved.conflicts == [Conflict("summary", "Other", "Mine")]
    assert answers_of(lesson_of(ada)["limits"].content) == {"summary": "Mine", "not_for": ["Loans"]}


def test_what_stands_in_a_field_at_first_is_known_to_every_page(ada: User) -> None:
    begin = lesson().exercises["step"].begin
    page = {"actor": ada, "exercise": "step", "base": begin}
    save_exercise(**page, answers={**begin, "steps.step-1.how": "Compare"})
    saved = save_exercise(**page, answers={**begin, "steps.step-1.title": "Hold against the order"})
    assert saved.conflicts == []
    assert answers_of(saved.row.content) == {
        "steps.step-1.title": "Hold against the order",
        "steps.step-1.how": "Compare",
    }


def test_two_windows_that_write_for_the_first_time_at_once_write_one_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("registry.services.lessons.lesson_of", lambda *_who: {})
    page = {"actor": None, "visitor": "key", "exercise": "limits", "base": {}}
    save_exercise(**page, answers={"summary": "Mine"})
    assert save_exercise(**page, answers={"summary": "Other"}).conflicts[0].theirs == "Mine"
    assert LessonAnswer.objects.get().content == {"summary": "Mine"}


def test_what_is_ticked_in_two_windows_is_told_as_well(ada: User) -> None:
    page = {"actor": ada, "exercise": "loads", "base": {}}
    save_exercise(**page, answers={"chosen": ["terms"]})
    assert save_exercise(**page, answers={"chosen": []}).conflicts == []
    saved = save_exercise(**page, answers={"chosen": ["signing"]})
    assert saved.conflicts == [Conflict("chosen", ["signing"], ["terms"])]


def test_what_an_exercise_does_not_ask_is_left_aside(ada: User) -> None:
    typed = {"chosen": ["terms", "made up"], "not_for": ["Reminders"], "more": {"x": 1}}
    assert written(actor=ada, exercise="loads", answers=typed).content == {"chosen": ["terms"]}
    assert written(actor=ada, exercise="limits", answers=typed).content == {"not_for": ["Reminders"]}


@pytest.mark.parametrize(
    ("exercise", "answers", "code"),
    [
        ("cooking", {}, "E_EXERCISE_ABSENT"),
        ("limits", {"summary": "x" * 1000}, "E_DRAFT_CONTENT"),
        ("private", {"documents.document-1.text": "x" * LARGEST_ANSWER}, "E_EXERCISE_TOO_LARGE"),
    ],
)
def test_what_cannot_be_kept_is_refused(ada: User, exercise: str, answers: dict[str, str], code: str) -> None:
    with pytest.raises(CtxpackError) as caught:
        written(actor=ada, exercise=exercise, answers=answers)
    assert caught.value.code == code
    assert not LessonAnswer.objects.exists()


def test_letters_of_every_script_count_alike(ada: User) -> None:
    text = "счёт" * (LARGEST_ANSWER // 5)
    kept = written(actor=ada, exercise="private", answers={"documents.document-1.text": text})
    assert kept.content["documents"][0]["text"] == text


def test_nobody_sees_what_another_wrote(ada: User, eve: User) -> None:
    written(actor=ada, exercise="limits", answers=LIMITS)
    written(actor=None, visitor="key", exercise="step", answers={})
    assert lesson_of(ada).keys() == {"limits"}
    assert lesson_of(None, "key").keys() == {"step"}
    assert [lesson_of(*who) for who in ((eve, ""), (None, "other"), (None, ""))] == [{}, {}, {}]


def test_whoever_began_in_two_places_loses_nothing_and_keeps_what_is_passed(ada: User) -> None:
    passed = written(actor=ada, exercise="limits", answers=LIMITS)
    older = written(actor=ada, exercise="step", answers={"steps.step-1.how": "Older"})
    written(actor=None, visitor="key", exercise="limits", answers=WRONG)
    newer = written(actor=None, visitor="key", exercise="step", answers={"steps.step-1.how": "Newer"})
    for visitor in ("", "another", "key", "key"):
        claim_lesson(actor=ada, visitor=visitor)
    assert {name: row.pk for name, row in lesson_of(ada).items()} == {"limits": passed.pk, "step": newer.pk}
    assert ada.lesson_answers.count() == 4
    assert older in ada.lesson_answers.all()
    assert AuditEntry.objects.filter(action="lesson.claim", actor=ada).count() == 1


def test_a_draft_begins_with_what_was_written_passed_or_not(ada: User) -> None:
    written(actor=None, visitor="key", exercise="limits", answers=WRONG | {"not_for": ["Reminders"]})
    draft = start_draft_from_lesson(actor=None, visitor="key", kind="other")
    assert draft.content["not_for"] == ["Reminders"]
    assert Draft.objects.get().visitor == lesson_of(None, "key")["limits"].visitor
    assert start_draft_from_lesson(actor=ada, kind="other").owner == ada


def test_an_answer_to_an_exercise_that_is_none_any_more_is_passed_over(ada: User) -> None:
    written(actor=ada, exercise="limits", answers=LIMITS)
    LessonAnswer.objects.update(exercise="cooking")
    assert "not_for" not in start_draft_from_lesson(actor=ada, kind="other").content


def test_whoever_signs_in_or_leaves_while_an_answer_is_saved_keeps_one_of_their_own(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = written(actor=None, visitor="key", exercise="limits", answers=WRONG)
    claim_lesson(actor=ada, visitor="key")
    monkeypatch.setattr("registry.services.lessons.lesson_of", lambda *_who: {"limits": seen})
    typed = {"exercise": "limits", "answers": LIMITS, "base": answers_of(seen.content)}
    assert save_exercise(actor=None, visitor="key", **typed).row.owner == ada
    LessonAnswer.objects.all().delete()
    assert save_exercise(actor=ada, **typed).row.owner == ada
