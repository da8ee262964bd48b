"""The doorway to JSON Schema (2020-12): what a manifest and each component file must look like.

One document serves the validator, the web form and the API. Importing this module loads `jsonschema`, so the
installer does it only for `check` and `publish`.
"""

from __future__ import annotations

import difflib
import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from packformat.codes import FORMAT

if TYPE_CHECKING:
    from jsonschema import ValidationError

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


def _errors(path: str, value: object, schema: dict[str, Any]) -> list[CtxpackError]:
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    found = sorted(
        validator.iter_errors(value), key=lambda error: [str(part) for part in error.absolute_path]
    )
    return [problem for error in found for problem in _explain(path, error)]


def _explain(path: str, error: ValidationError) -> list[CtxpackError]:
    field = _field(error)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", {}))
        unknown = [key for key in error.instance if key not in known]
        return [_unknown_field(path, field, key, known) for key in unknown]
    if error.validator == "required" and isinstance(error.instance, dict):
        missing = [name for name in error.validator_value if name not in error.instance]
        name = next((name for name in missing if f"'{name}'" in error.message), missing[0])
        return [_schema_error(path, _join(field, name), "it is missing", f"add `{name}`")]
    if error.validator == "type":
        return [_wrong_type(path, field, error)]
    return [_schema_error(path, field, _reason(error), _remedy(error))]


def _schema_error(path: str, field: str, reason: str, remedy: str) -> CtxpackError:
    return FORMAT.error(
        "E_SCHEMA", path=path, field=f"`{field}`" if field else "the file", reason=reason, remedy=remedy
    )


def _unknown_field(path: str, field: str, key: str, known: list[str]) -> CtxpackError:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    remedy = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(known)}"
    return _schema_error(path, _join(field, key), "this field is not known", remedy)


def _wrong_type(path: str, field: str, error: ValidationError) -> CtxpackError:
    kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    wanted = " or ".join(_SCHEMA_TYPES.get(kind, kind) for kind in kinds)
    found = _TYPE_NAMES.get(type(error.instance), "a date" if hasattr(error.instance, "year") else "nothing")
    remedy = (
        f'write it in quotes: "{error.instance}"'
        if wanted == "text" and found != "a table"
        else f"write {wanted}"
    )
    return _schema_error(path, field, f"it should be {wanted} and is {found}", remedy)


def _reason(error: ValidationError) -> str:
    value = error.validator_value
    if error.validator == "enum":
        return f"`{error.instance}` is not one of {', '.join(str(item) for item in value)}"
    if error.validator in ("maxLength", "maxItems"):
        return f"it is {len(error.instance)} long, at most {value} are allowed"
    if error.validator in ("minLength", "minItems"):
        return f"it is {len(error.instance)} long, at least {value} are needed"
    if error.validator == "anyOf":
        return "none of the allowed forms fits"
    if error.validator == "const":
        return f"it should be {value}"
    return f"`{error.instance}` does not fit"


def _remedy(error: ValidationError) -> str:
    return (
        str(error.schema.get("description", "see docs/PACK-FORMAT.md"))
        if isinstance(error.schema, dict)
        else ""
    )


def _field(error: ValidationError) -> str:
    field = ""
    for part in error.absolute_path:
        field = f"{field}[{part}]" if isinstance(part, int) else _join(field, str(part))
    return field


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
