"""Filters of the contribute pages."""

from collections.abc import Mapping
from typing import Any

from django import template

from marketplace.contribute.autosave import as_text
from packformat.compose.wording import check_sentence

register = template.Library()


@register.filter
def answer_at(answers: Mapping[str, Any] | str, field: str) -> Any:
    """Return what stands under a name, a list of short texts as lines; None where nothing does."""
    value = answers.get(field) if isinstance(answers, Mapping) else None
    return as_text(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


@register.filter
def item_name(item: Mapping[str, Any]) -> str:
    """Return what an item of a list is recognised by."""
    if item.get("words"):
        return check_sentence(item)
    return str(item.get("title") or item.get("label") or "Not filled yet")
