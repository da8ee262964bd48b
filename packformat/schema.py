"""The doorway to JSON Schema (2020-12): what a manifest and each component file must look like.

One document serves the validator, the web form and the API. Importing this module loads `jsonschema`, so the
installer does it only for `check` and `publish`.
"""

from __future__ import annotations

import difflib
import json
import re
from functools import cache
from importlib import resources
from itertools import islice
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from packformat.codes import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from packformat.errors import CtxpackError

_TYPE_NAMES = {
    dict: "a table",
    list: "a list",
    str: "text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}
_SCHEMA_TYPES = {
    "object": "a table",
    "array": "a list",
    "string": "text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
}


_REASONS = {
    "uniqueItems": "an item stands in it twice",
    "anyOf": "none of the allowed forms fits",
    "oneOf": "it needs exactly one of the allowed forms",
    "dependentRequired": "a field that goes with another is missing",
}
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
    return [problem for error in found for problem in _explain(path, error)][:_MOST_ERRORS]


def _explain(path: str, error: ValidationError) -> list[CtxpackError]:
    """Put one violation in plain words; an object with several unknown fields gives one error for each."""
    field, broken = _field(error), _Broken(error)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(broken.schema.get("properties", {}))
        unknown = [key for key in error.instance if key not in known][:_MOST_ERRORS]
        return [_unknown_field(path, field, key, known) for key in unknown]
    if error.validator == "required" and isinstance(error.instance, dict):
        name = next(name for name in broken.rule if f"'{name}'" in error.message)
        return [_schema_error(path, _join(field, name), "it is missing", f"add `{name}`")]
    if error.validator == "type":
        return [_wrong_type(path, field, broken)]
    return [_schema_error(path, field, broken.reason(), broken.remedy())]


class _Broken:
    """A violation with the types that `jsonschema` cannot promise: every schema here is ours."""

    def __init__(self, error: ValidationError):
        self.keyword = str(error.validator)
        self.rule: Any = error.validator_value
        self.schema: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
        self.instance: Any = error.instance

    def reason(self) -> str:
        """What is wrong with the value."""
        if self.keyword == "enum":
            return f"`{self.instance}` is not one of {', '.join(str(item) for item in self.rule)}"
        if self.keyword in ("maxLength", "maxItems", "maxProperties"):
            return f"it is {len(self.instance)} long, at most {self.rule} are allowed"
        if self.keyword in ("minLength", "minItems"):
            return f"it is {len(self.instance)} long, at least {self.rule} are needed"
        if self.keyword == "const":
            return f"it should be {self.rule}"
        return _REASONS.get(self.keyword, f"`{self.instance}` does not fit")

    def remedy(self) -> str:
        """What to write instead, in the schema's own words."""
        return str(self.schema.get("description", "see docs/PACK-FORMAT.md")).rstrip(".")


def _schema_error(path: str, field: str, reason: str, remedy: str) -> CtxpackError:
    return FORMAT.error(
        "E_SCHEMA", path=path, field=f"`{field}`" if field else "the file", reason=reason, remedy=remedy
    )


def _unknown_field(path: str, field: str, key: str, known: list[str]) -> CtxpackError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    remedy = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"
    return _schema_error(path, _join(field, key), "this field is not known", remedy)


def _wrong_type(path: str, field: str, broken: _Broken) -> CtxpackError:
    kinds: list[str] = broken.rule if isinstance(broken.rule, list) else [broken.rule]
    wanted = " or ".join(_SCHEMA_TYPES.get(kind, kind) for kind in kinds)
    found = _TYPE_NAMES.get(
        type(broken.instance), "a date" if hasattr(broken.instance, "year") else "nothing"
    )
    remedy = _quoted(field, broken.instance) if wanted == "text" else f"write {wanted}"
    return _schema_error(path, field, f"it should be {wanted} and is {found}", remedy)


def _quoted(field: str, value: object) -> str:
    """How to write ``value`` as text; a fraction has lost its last zeros, so it is not shown."""
    if isinstance(value, (dict, list)):
        return "write text in quotes"
    example = "1.10.0" if isinstance(value, float) else value
    return f'write it in quotes: `{field} = "{example}"`'


def _field(error: ValidationError) -> str:
    field = ""
    for part in error.absolute_path:
        field = f"{field}[{part}]" if isinstance(part, int) else _join(field, str(part))
    return field


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
