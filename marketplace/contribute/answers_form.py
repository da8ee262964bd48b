"""A page's form, made from the draft's schema: its lengths and dates are those that the validator knows."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.html import format_html_join

from marketplace.contribute.labels import CHOICES, ITEMS, Label, choices_of, label_of
from marketplace.contribute.pages import Page
from packformat.compose import Gap
from packformat.compose.manifest import unsaid
from packformat.compose.wording import check_sentence
from registry.drafts.fields import field_schema, fields_of, item_schema
from registry.drafts.items import PREFIXES

_BLANK: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "steps": ({},),
    "rules": ({},),
    "samples": ({"label": "good"}, {"label": "bad"}),
    "checks": ({"kind": "contains"},),
    "data": ({},),
}
"""What an empty list offers to be filled, so that nobody has to press a button first."""

_MOST_IN_SIGHT = 6
"""Choices that stand beside each other; more are opened as a list."""
_A_CHECK = "samples.shows"
"""The answer that names a check of the draft; it is asked once there is one."""
_BESIDE_ANOTHER = "steps.begins"
"""The answer that looks back at the item before, which the first has not."""
_ANSWERED_FIRST = {"steps": "title", "samples": "text", "checks": "words"}
"""Of the lists that a pack needs, the answer of an item without which there is none."""
_TAKEN_WHEN_EMPTY = ("name", "version")
"""Answers that somebody may leave to us, and that nothing changes any more once they are published."""


class Group(NamedTuple):
    """The fields of one item, under what it is called."""

    id: str
    heading: str
    item: Mapping[str, Any]
    fields: list[forms.BoundField]


class Lines(forms.CharField):
    """A list of short texts, one on each line."""

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        """Read lines as a list."""
        return [line.strip() for line in super().to_python(value).splitlines() if line.strip()]


class AnswersForm(forms.Form):
    """The answers of one page. Nothing is required: what is missing is told, not refused."""

    def __init__(self, page: Page, content: Mapping[str, Any], data: QueryDict | None = None) -> None:
        super().__init__(data, initial=fields_of(content))
        self.page = page
        self.items = _items_shown(page, content, data)
        for field in page.fields:
            self.fields[field] = form_field(field)
            if field in _TAKEN_WHEN_EMPTY:
                self.fields[field].help_text += f" If you leave it empty, it is “{unsaid(content, field)}”."
        for item in self.items:
            for name in item_schema(page.part)["properties"]:
                field = f"{page.part}.{item['id']}.{name}"
                made = _item_field(field, content, is_first=item is self.items[0])
                if made:
                    self.fields[field] = made
                    self.initial.setdefault(field, item.get(name, ""))

    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that stand by themselves."""
        return [self[field] for field in self.page.fields]

    def groups(self) -> Iterator[Group]:
        """The items of the page's list."""
        for number, item in enumerate(self.items, 1):
            prefix = f"{self.page.part}.{item['id']}."
            fields = [self[field] for field in self.fields if field.startswith(prefix)]
            yield Group(item["id"], f"{ITEMS[self.page.part][0]} {number}", item, fields)

    def typed(self) -> dict[str, Any]:
        """What can be kept of what was typed."""
        return {field: value for field, value in self.cleaned_data.items() if field in self.data}

    def show_gaps(self, gaps: list[Gap]) -> None:
        """Say at its field what is missing; what is missing of the page as a whole comes first."""
        for gap in gaps:
            self.add_error(
                gap.field if gap.field in self.fields else self._first_empty(gap.field), gap.message
            )

    def _first_empty(self, part: str) -> str | None:
        """The field in which what is missing of a list as a whole is written; None if there is none yet."""
        for item in self.items:
            field = f"{part}.{item['id']}.{_ANSWERED_FIRST.get(part, '')}"
            if field in self.fields and not item.get(_ANSWERED_FIRST[part]):
                return field
        return None


def form_field(field: str) -> forms.Field:
    """The form's field for an answer, by its name in a draft."""
    label, schema = label_of(field), field_schema(field)
    kind = ".".join(part for place, part in enumerate(field.split(".")) if place != 1)
    shared = {"label": label.text, "help_text": _help(label), "required": False}
    if kind in CHOICES:
        is_long = len(choices_of(kind)) > _MOST_IN_SIGHT
        widget = forms.Select() if is_long else forms.RadioSelect()
        return forms.ChoiceField(choices=CHOICES[kind], widget=widget, **shared)
    if schema.get("format") == "date":
        return forms.CharField(widget=forms.DateInput(attrs={"type": "date"}), **shared)
    widget = forms.Textarea(attrs={"rows": label.lines}) if label.lines else forms.TextInput()
    widget.attrs["autocomplete"] = "off"
    if schema.get("type") == "array":
        return Lines(widget=widget, **shared)
    return forms.CharField(max_length=schema.get("maxLength"), widget=widget, **shared)


def _items_shown(page: Page, content: Mapping[str, Any], data: QueryDict | None) -> list[Mapping[str, Any]]:
    """The items that are there, those sent although they are gone, or blank ones to begin with."""
    if not page.part:
        return []
    items = list(content.get(page.part, ()))
    known = {item["id"] for item in items}
    pattern = re.compile(rf"{page.part}\.({PREFIXES[page.part]}-[0-9]{{1,6}})\.")
    sent = (found[1] for found in map(pattern.match, data or ()) if found)
    items += [{"id": item_id} for item_id in dict.fromkeys(sent) if item_id not in known]
    blank = _BLANK.get(page.part, ())
    return items or [
        {**item, "id": f"{PREFIXES[page.part]}-{number}"} for number, item in enumerate(blank, 1)
    ]


def _item_field(field: str, content: Mapping[str, Any], *, is_first: bool) -> forms.Field | None:
    """The field for an answer of an item; None where it cannot be asked of this one."""
    part, _, name = field.split(".")
    kind = f"{part}.{name}"
    if name == "id" or (is_first and kind == _BESIDE_ANOTHER):
        return None
    if kind == _A_CHECK:
        return _one_of_the_checks(field, content)
    return form_field(field)


def _one_of_the_checks(field: str, content: Mapping[str, Any]) -> forms.ChoiceField | None:
    """A choice among the draft's checks, or none of them; None while there is none."""
    checks = [(one["id"], check_sentence(one)) for one in content.get("checks", ()) if one.get("words")]
    if not checks:
        return None
    label = label_of(field)
    choices = [*CHOICES[_A_CHECK], *checks]
    return forms.ChoiceField(choices=choices, label=label.text, help_text=label.help, required=False)


def _help(label: Label) -> str:
    """What helps with a field; of what helps with some kinds only, the page shows what fits."""
    return label.help or format_html_join("", '<span data-for="{}">{}</span>', label.by_kind.items())
