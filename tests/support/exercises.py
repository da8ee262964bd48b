"""Writing in the lesson as somebody does who sees what stands there."""

from typing import Any

from packformat.lesson.words import lesson
from registry.models import LessonAnswer, User
from registry.services.lessons import answers_of, lesson_of, save_exercise


def written(*, actor: User | None, visitor: str = "", exercise: str, answers: dict[str, Any]) -> LessonAnswer:
    """The answer as it is kept, written over what stands there."""
    row, known = lesson_of(actor, visitor).get(exercise), lesson().exercises.get(exercise)
    base = answers_of(row.content) if row else known.begin if known else {}
    who = {"actor": actor, "visitor": visitor}
    return save_exercise(**who, exercise=exercise, answers=answers, base=base).row
