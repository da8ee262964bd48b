"""The lesson's data fits what it is used with."""

import pytest

from packformat.compose.content import draft_schema, unfinished_errors
from packformat.lesson.exercises import check_exercise
from packformat.lesson.words import CHOSEN, Exercise, lesson
from tests.support.lesson import content_of

EXERCISES = list(lesson().exercises.values())


def test_it_takes_a_quarter_of_an_hour() -> None:
    assert lesson().minutes == 15


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_what_is_asked_are_answers_of_a_draft_or_something_to_tick(exercise: Exercise) -> None:
    assert all(_is_answer(field) for field in (*exercise.fields, *exercise.begin) if field != CHOSEN)
    assert (CHOSEN in exercise.fields) == bool(exercise.choices)


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.name)
def test_no_exercise_is_passed_by_what_stands_there_at_first_or_by_nothing(exercise: Exercise) -> None:
    for content in (content_of(exercise.begin), {}):
        assert not check_exercise(exercise.name, {exercise.name: content}).passed


def test_what_is_ticked_says_what_it_costs_to_read() -> None:
    costs = {choice.value: choice.tokens for choice in lesson().exercises["loads"].choices}
    assert costs["terms"] < costs["signing"] < costs["history"]


def test_the_story_is_content_of_a_draft() -> None:
    assert unfinished_errors({"kind": "other", **lesson().story}) == []


def _is_answer(field: str) -> bool:
    """Whether a draft has a field of that name."""
    part, _, rest = field.partition(".")
    schema = draft_schema()["properties"][part]
    return not rest or rest.partition(".")[2] in schema["items"]["properties"]
