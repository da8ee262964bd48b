"""How far somebody is with the lesson, and what comes next."""

from collections.abc import Mapping
from typing import NamedTuple

from packformat.lesson.words import Exercise, lesson
from registry.models import LessonAnswer

DONE, BEGUN, OPEN = "done", "begun", "open"


class Standing(NamedTuple):
    """An exercise and how far it is: `done`, `begun`, or `open` while nothing is written."""

    exercise: Exercise
    state: str


def progress_of(answers: Mapping[str, LessonAnswer]) -> list[Standing]:
    """How far each exercise is."""
    return [Standing(one, _state(answers.get(one.name))) for one in lesson().exercises.values()]


def next_of(progress: list[Standing], name: str = "") -> Exercise | None:
    """The exercise to go on with after another: the next that is not done, from the first on if need be.

    None where no other is left.
    """
    names = [one.exercise.name for one in progress]
    place = names.index(name) + 1 if name else 0
    others = [one for one in (*progress[place:], *progress[:place]) if one.exercise.name != name]
    return next((one.exercise for one in others if one.state != DONE), None)


def _state(answer: LessonAnswer | None) -> str:
    if answer is None:
        return OPEN
    return DONE if answer.passed_at else BEGUN
