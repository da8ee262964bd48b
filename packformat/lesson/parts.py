"""What was written in the lesson as parts of a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from packformat.lesson.telling import samples_of
from packformat.lesson.words import CHOSEN, lesson

if TYPE_CHECKING:
    from collections.abc import Mapping

    from packformat.lesson.checked import Answers, Written
    from packformat.lesson.words import Choice, Exercise

_FIRST_PIECE = 2
"""The number of the first document that is a piece of what was sorted; the one before it is the mail."""


def ticked(exercise: Exercise, answers: Answers) -> list[Choice]:
    """What was ticked, in the order in which it is offered."""
    return [choice for choice in exercise.choices if choice.value in answers.get(CHOSEN, ())]


def loaded(answers: Answers) -> dict[str, Any]:
    """What was sorted as a draft has it: ticked pieces are rules, always loaded, the others documents."""
    exercise = lesson().exercises["loads"]
    always = ticked(exercise, answers)
    on_use = [choice for choice in exercise.choices if choice not in always]
    return {
        "rules": [
            {"id": f"rule-{number}", "title": choice.title, "value": choice.text}
            for number, choice in enumerate(always, 1)
        ],
        "documents": [
            {"id": f"document-{number}", "title": choice.title, "text": choice.text}
            for number, choice in enumerate(on_use, _FIRST_PIECE)
        ],
    }


def draft_of(written: Written, kind: str) -> dict[str, Any]:
    """The content of a draft that begins with what was written, passed or not.

    Where a check or a sample was written, the story's good sample comes along: checks can be tried at once.
    """
    story = lesson().story
    content: dict[str, Any] = {"kind": kind, "title": story["title"], "summary": story["summary"]}
    for name in ("limits", "step", "check", "private"):
        content |= written.get(name, {})
    if "check" in written or "sample" in written:
        content["samples"] = samples_of(written.get("sample", {}))
    if "loads" in written:
        sorted_out: Mapping[str, Any] = loaded(written["loads"])
        content["rules"] = sorted_out["rules"]
        content["documents"] = [*content.get("documents", ()), *sorted_out["documents"]]
    return content
