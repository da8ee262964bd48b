"""The content of a draft: its schema, which refers to the pack's own, and its one normal form.

A field that is empty is absent; an item of a list keeps its id even when nothing else is said yet.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from packformat.schema import draft_content_errors, pack_schema, strict_validator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jsonschema import Draft202012Validator, ValidationError

    from packformat.errors import CtxpackError

LISTS = ("documents", "steps", "rules", "samples", "checks", "loops", "data", "names", "personas")
"""The lists that a person fills item by item, in the order of the pages."""

_NEEDED_AT_THE_END = frozenset(("required", "minLength", "minItems", "uniqueItems", "pattern", "format"))
"""What a pack needs and a half-typed answer cannot have yet."""


@cache
def draft_schema() -> dict[str, Any]:
    """The JSON Schema of a finished draft, with every reference into the pack's schema written out."""
    text = resources.files("packformat").joinpath("schemas/draft.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    written_out: dict[str, Any] = _written_out(
        schema, {"#": schema, pack_schema()["$id"] + "#": pack_schema()}
    )
    return written_out


@cache
def unfinished_schema() -> dict[str, Any]:
    """The same schema for a draft that is still being written: kinds of values, lengths at most, and ids."""
    relaxed: dict[str, Any] = _relaxed(draft_schema())
    return relaxed


def finished_errors(content: Mapping[str, Any]) -> Iterator[ValidationError]:
    """What a finished draft still lacks, as the schema's violations."""
    yield from _validator().iter_errors(dict(content))


def fits(field: str, value: object) -> bool:
    """Whether a value can stand in a finished draft under the name ``field``."""
    schema = draft_schema()["properties"][field]
    return bool(_validator().evolve(schema=schema).is_valid(value))


def unfinished_errors(content: object) -> list[CtxpackError]:
    """What keeps ``content`` from being kept as a draft; E_SCHEMA each."""
    return draft_content_errors(content, unfinished_schema())


def normal(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content in its normal form: single line ends, nothing invisible, nothing empty."""
    cleaned = {key: _cleaned(value) for key, value in content.items() if key != "more"}
    more = {"more": content["more"]} if content.get("more") else {}
    return {key: value for key, value in cleaned.items() if value not in ("", [], None)} | more


def in_order(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content with its fields in the order of the schema."""
    fields: dict[str, Any] = draft_schema()["properties"]
    return {field: _items_in_order(content[field], fields[field]) for field in fields if field in content}


def plain_text(text: str) -> str:
    """Text without control characters and lone surrogates, with single line ends and no space around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in "\n\t" or _is_writable(char)).strip()


@cache
def _validator() -> Draft202012Validator:
    return strict_validator(draft_schema())


def _is_writable(char: str) -> bool:
    return not (char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff")


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        items = {key: _cleaned(item) for key, item in value.items()}
        return {key: item for key, item in items.items() if item not in ("", [])}
    return [item for item in map(_cleaned, value) if item not in ("", {})]


def _items_in_order(value: Any, schema: Mapping[str, Any]) -> Any:
    order = schema.get("items", {}).get("properties", {})
    return [{key: item[key] for key in order if key in item} for item in value] if order else value


def _written_out(node: Any, documents: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_written_out(item, documents) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {
        key: _written_out(value, documents) for key, value in node.items() if key not in ("$ref", "$defs")
    }
    if "$ref" not in node:
        return rest
    document, _, path = node["$ref"].partition("#")
    target = documents[f"{document}#"]
    for part in path.strip("/").split("/"):
        target = target[part]
    inside = {**documents, "#": documents[f"{document}#"]}
    return {**_written_out(target, inside), **rest}


def _relaxed(node: Any) -> Any:
    if isinstance(node, list):
        return [_relaxed(item) for item in node]
    if isinstance(node, dict):
        relaxed = {key: _relaxed(value) for key, value in node.items() if key not in _NEEDED_AT_THE_END}
        if "id" in node.get("properties", ()):
            relaxed["properties"]["id"], relaxed["required"] = node["properties"]["id"], ["id"]
        return relaxed
    return node
