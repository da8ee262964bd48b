"""The words of the lesson and its story, as its one file of data has them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.loading import tokens_for

if TYPE_CHECKING:
    from collections.abc import Mapping

CHOSEN = "chosen"
"""The field of an exercise in which something is ticked; the others are fields of a draft."""


class Choice(NamedTuple):
    """Something that can be ticked: what is kept of it, and what it is."""

    value: str
    title: str
    text: str

    @property
    def tokens(self) -> int:
        """What its text costs an agent that reads it."""
        return tokens_for(len(self.text))


class Exercise(NamedTuple):
    """One exercise: what is told, what is to be done, and with which fields.

    ``page`` is where the contribute pages ask the same; ``begin`` is what stands in the fields at first, by
    field; ``lacks`` are the words for what only this exercise asks; ``given`` is what else its check goes by.
    """

    name: str
    title: str
    page: str
    minutes: int
    told: str
    task: str
    hint: str
    passed: str
    fields: tuple[str, ...]
    begin: Mapping[str, Any]
    lacks: Mapping[str, str]
    given: Mapping[str, Any]
    choices: tuple[Choice, ...]


class Lesson(NamedTuple):
    """The exercises by name, in their order, and the story around them, as answers of a draft."""

    title: str
    lead: str
    story: Mapping[str, Any]
    exercises: Mapping[str, Exercise]

    @property
    def minutes(self) -> int:
        """How long it takes."""
        return sum(exercise.minutes for exercise in self.exercises.values())


@cache
def lesson() -> Lesson:
    """The lesson."""
    text = resources.files("packformat").joinpath("lesson/lesson.toml").read_text("utf-8")
    value = tomllib.loads(text)
    exercises = {name: _exercise(name, fields) for name, fields in value["exercises"].items()}
    return Lesson(value["title"], value["lead"], value["story"], exercises)


def _exercise(name: str, fields: Mapping[str, Any]) -> Exercise:
    optional: dict[str, Any] = {"begin": {}, "lacks": {}, "given": {}}
    told = {
        **optional,
        **fields,
        "fields": tuple(fields["fields"]),
        "choices": tuple(Choice(**choice) for choice in fields.get("choices", ())),
    }
    return Exercise(name=name, **told)
