from django.utils import timezone

from marketplace.lesson.progress import next_of, progress_of
from packformat.lesson.words import lesson
from registry.models import LessonAnswer

NAMES = list(lesson().exercises)


def answers(*done: str) -> dict[str, LessonAnswer]:
    return {name: LessonAnswer(exercise=name, passed_at=timezone.now()) for name in done}


def test_an_exercise_is_done_once_it_was_right_and_begun_once_something_stands_there() -> None:
    progress = progress_of({**answers(NAMES[0]), NAMES[1]: LessonAnswer(exercise=NAMES[1])})
    assert [one.state for one in progress[:3]] == ["done", "begun", "open"]


def test_what_was_left_out_comes_after_the_last() -> None:
    assert next_of(progress_of({})).name == NAMES[0]
    assert next_of(progress_of(answers(NAMES[0])), NAMES[0]).name == NAMES[1]
    assert next_of(progress_of(answers(*NAMES[2:])), NAMES[-1]).name == NAMES[0]
    assert next_of(progress_of(answers(*NAMES[1:])), NAMES[0]) is None
    assert next_of(progress_of(answers(*NAMES))) is None
