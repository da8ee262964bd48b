"""The doorway to JSON Schema (2020-12): what a manifest and each component file must look like.

One document serves the validator, the web form and the API. Importing this module loads `jsonschema`, so the
installer does it only for `check` and `publish`.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from packformat.meant import Reader
from packformat.violations import explain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.errors import CtxpackError

_MOST_ERRORS = 50
"""Violations told of one file; a hostile one could have as many as it has bytes."""


def _whole_text(_: object, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    """Take ``$`` as JSON Schema means it, the end; for Python it may also stand before a last line break."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError("the pattern does not match")


def _distinct(_: object, wanted: bool, value: object, __: object) -> Iterator[ValidationError]:  # noqa: FBT001 - jsonschema's signature
    """``uniqueItems`` in linear time; jsonschema's own compares each with each when types are mixed."""
    if wanted and isinstance(value, list):
        texts = [json.dumps(item, sort_keys=True) for item in value]
        if len(set(texts)) != len(texts):
            yield ValidationError("an item stands in it twice")


_Validator: type[Draft202012Validator] = extend(  # type: ignore[no-untyped-call]  # jsonschema's is untyped
    Draft202012Validator, {"pattern": _whole_text, "uniqueItems": _distinct}
)


@cache
def pack_schema() -> dict[str, Any]:
    """The JSON Schema of ``pack.toml``, with one schema for each other file in ``$defs``."""
    text = resources.files("packformat").joinpath("schemas/pack.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def manifest_errors(path: str, value: object) -> list[CtxpackError]:
    """Everything that keeps ``value`` from being a manifest, in the order of its fields; E_SCHEMA each."""
    return _errors(path, value, pack_schema())


def component_errors(path: str, value: object, definition: str) -> list[CtxpackError]:
    """The same for a component file, by the name of its definition, such as ``connector``."""
    schema = {"$ref": f"#/$defs/{definition}", "$defs": pack_schema()["$defs"]}
    return _errors(path, value, schema)


def draft_content_errors(value: object, schema: dict[str, Any]) -> list[CtxpackError]:
    """The same for the content of a draft, by a schema that `packformat.compose.content` gives."""
    return _errors("draft", value, schema)


def strict_validator(schema: dict[str, Any]) -> Draft202012Validator:
    """A validator that also holds texts against their formats, such as ``date``."""
    return _Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def _errors(path: str, value: object, schema: dict[str, Any]) -> list[CtxpackError]:
    first = islice(strict_validator(schema).iter_errors(value), _MOST_ERRORS)
    found = sorted(first, key=lambda error: [str(part) for part in error.absolute_path])
    reader = Reader(pack_schema()["$defs"], _is_valid)
    told = (problem for error in found for problem in explain(path, error, reader, most=_MOST_ERRORS))
    return list(islice(told, _MOST_ERRORS))


def _is_valid(value: object, schema: dict[str, Any]) -> bool:
    return strict_validator({**schema, "$defs": pack_schema()["$defs"]}).is_valid(value)
