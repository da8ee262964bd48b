"""The form of an exercise: fields as the contribute pages have them, or something to tick."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django import forms

from marketplace.contribute.answers_form import form_field
from marketplace.contribute.autosave import as_text
from packformat.lesson.checked import Lack
from packformat.lesson.words import CHOSEN, Choice, Exercise


class ExerciseForm(forms.Form):
    """What is asked in an exercise. Nothing is required: what is missing is told, not refused."""

    def __init__(self, exercise: Exercise, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=exercise.begin)
        self._exercise = exercise
        for field in exercise.fields:
            self.fields[field] = _ticks(exercise) if field == CHOSEN else form_field(field)

    @classmethod
    def of_answers(
        cls, exercise: Exercise, answers: Mapping[str, Any], base: Mapping[str, Any]
    ) -> "ExerciseForm":
        """The form as it is sent with `answers` on a page that was made from `base`; both are by field."""
        blank = cls(exercise)
        before = {blank.add_initial_prefix(field): value for field, value in _as_sent(base).items()}
        return cls(exercise, {**_as_sent(answers), **before})

    def made_from(self) -> Iterator[str]:
        """What the page is made from, in fields that are not seen: a lesson has no revisions to name."""
        base = self.base()
        for bound in self:
            value = bound.field.prepare_value(base.get(bound.name))
            yield bound.field.hidden_widget().render(bound.html_initial_name, value)

    def base(self) -> dict[str, Any]:
        """What stood in the fields as the page was made, by field."""
        return dict(self._base() if self.is_bound else self.initial)

    def _base(self) -> Iterator[tuple[str, Any]]:
        for bound in self:
            hidden = bound.field.hidden_widget()
            sent = hidden.value_from_datadict(self.data, self.files, bound.html_initial_name)
            # No page of ours holds what cannot be typed: then nothing is known, and both texts are shown.
            with suppress(forms.ValidationError):
                yield bound.name, bound.field.clean(sent)

    def offered(self) -> list[tuple[forms.boundfield.BoundWidget, Choice]]:
        """What can be ticked, each with what it is."""
        return list(zip(self[CHOSEN], self._exercise.choices, strict=True)) if self._exercise.choices else []

    def show_lacks(self, lacks: tuple[Lack, ...]) -> None:
        """Say at its field what is missing; what is missing of the whole comes first."""
        for lack in lacks:
            of_a_field = lack.field in self.fields and lack.field != CHOSEN
            self.add_error(lack.field if of_a_field else None, lack.message)


def _as_sent(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as a browser sends them: text, but for what is ticked."""
    return {field: value if field == CHOSEN else as_text(value) for field, value in answers.items()}


def _ticks(exercise: Exercise) -> forms.Field:
    choices = [(choice.value, choice.title) for choice in exercise.choices]
    return forms.MultipleChoiceField(
        choices=choices, required=False, widget=forms.CheckboxSelectMultiple, label=exercise.title
    )
