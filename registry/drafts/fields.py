"""Answers by the names of their fields: ``title``, or ``steps.step-1.how`` for a field of a list's item."""

import copy
from collections.abc import Iterator, Mapping
from typing import Any

from packformat.compose.content import LISTS, draft_schema, normal

Answers = dict[str, Any]

_PARTS_OF_AN_ITEM = 3


def fields_of(content: Mapping[str, Any]) -> Answers:
    """Every answer that a person types, by the name of its field."""
    return dict(_fields(content))


def with_fields(content: Mapping[str, Any], values: Mapping[str, Any]) -> Answers:
    """The content with `values` put in; an item that is not there comes at the end of its list."""
    changed = copy.deepcopy(dict(content))
    for field, value in values.items():
        parts = field.split(".")
        if len(parts) == _PARTS_OF_AN_ITEM:
            _item(changed, parts[0], parts[1])[parts[2]] = value
        else:
            changed[field] = value
    return normal(changed)


def is_field(field: str) -> bool:
    """Whether there is a field of that name to be typed in."""
    known = draft_schema()["properties"]
    parts = field.split(".")
    if len(parts) == _PARTS_OF_AN_ITEM:
        return parts[0] in LISTS and parts[2] != "id" and parts[2] in item_schema(parts[0])["properties"]
    return field in known and field not in (*LISTS, "more", "without", "releases", "kind")


def field_schema(field: str) -> dict[str, Any]:
    """The schema of a field that `is_field`."""
    parts = field.split(".")
    if len(parts) == _PARTS_OF_AN_ITEM:
        fields: dict[str, Any] = item_schema(parts[0])["properties"]
        return dict(fields[parts[2]])
    return dict(draft_schema()["properties"][field])


def item_schema(part: str) -> dict[str, Any]:
    """The schema of an item of a list."""
    schema: dict[str, Any] = draft_schema()["properties"][part]["items"]
    return schema


def _fields(content: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, value in content.items():
        if key in LISTS:
            for item in value:
                yield from (
                    (f"{key}.{item['id']}.{name}", said) for name, said in item.items() if name != "id"
                )
        elif is_field(key):
            yield key, value


def _item(content: Answers, part: str, item_id: str) -> Answers:
    items: list[Answers] = content.setdefault(part, [])
    for item in items:
        if item["id"] == item_id:
            return item
    items.append({"id": item_id})
    return items[-1]
