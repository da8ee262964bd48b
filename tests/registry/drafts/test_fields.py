"""Answers by the names of their fields."""

import pytest
from hypothesis import given, settings

from registry.drafts.fields import fields_of, is_field, with_fields
from tests.support.drafts import CLOSE, drafts


def test_every_answer_has_a_name() -> None:
    fields = fields_of(CLOSE)
    assert fields["title"] == "Month-end close"
    assert fields["steps.step-1.done"] == "The difference is 0.00"
    assert fields["data.data-1.columns"] == ["date", "amount"]
    assert "kind" not in fields


@settings(max_examples=20)
@given(drafts)
def test_putting_in_what_stands_there_changes_nothing(content: dict[str, object]) -> None:
    assert with_fields(content, fields_of(content)) == content
    assert all(map(is_field, fields_of(content)))


@pytest.mark.parametrize(
    "field", ["", "kind", "steps", "steps.step-1", "steps.step-1.id", "steps.step-1.colour", "more", "a.b.c"]
)
def test_what_is_not_typed_is_no_field(field: str) -> None:
    assert not is_field(field)


def test_an_item_that_is_not_there_comes_at_the_end() -> None:
    assert with_fields({}, {"steps.step-9.title": "Post"}) == {"steps": [{"id": "step-9", "title": "Post"}]}
