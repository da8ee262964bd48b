"""The form of an exercise: fields as the contribute pages have them, or something to tick."""

from collections.abc import Mapping
from typing import Any

from django import forms

from marketplace.contribute.answers_form import form_field
from marketplace.contribute.autosave import as_text
from packformat.lesson.checked import Lack
from packformat.lesson.words import CHOSEN, Choice, Exercise
from registry.drafts.fields import fields_of


class ExerciseForm(forms.Form):
    """What is asked in an exercise. Nothing is required: what is missing is told, not refused."""

    def __init__(self, exercise: Exercise, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=exercise.begin)
        self._exercise = exercise
        for field in exercise.fields:
            self.fields[field] = _ticks(exercise) if field == CHOSEN else form_field(field)

    @classmethod
    def of_content(cls, exercise: Exercise, content: Mapping[str, Any]) -> "ExerciseForm":
        """The form as it was sent when `content` was kept."""
        typed = {field: as_text(value) for field, value in fields_of(content).items()}
        return cls(exercise, {**typed, CHOSEN: content.get(CHOSEN, [])})

    def offered(self) -> list[tuple[forms.boundfield.BoundWidget, Choice]]:
        """What can be ticked, each with what it is."""
        return list(zip(self[CHOSEN], self._exercise.choices, strict=True)) if self._exercise.choices else []

    def show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        """Say at its field what is missing; what is missing of the whole comes first."""
        for lack in lacks:
            of_a_field = lack.field in self.fields and lack.field != CHOSEN
            self.add_error(lack.field if of_a_field else None, lack.message)


def _ticks(exercise: Exercise) -> forms.Field:
    choices = [(choice.value, choice.title) for choice in exercise.choices]
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple, label=exercise.title
    )
