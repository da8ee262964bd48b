"""Violations of a schema in plain words: what is wrong, and the form that fits, in the author's own words."""

from __future__ import annotations

import difflib
import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.meant import is_address
from packformat.tomltext import toml_key, toml_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

    from packformat.errors import CtxpackError
    from packformat.meant import Reader

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
_ALSO_CALLED = {
    "author": "authors", "dependencies": "requires", "description": "summary", "license": "licence",
    "mail": "email", "network": "hosts", "permissions": "powers", "scripts": "programs", "tags": "keywords",
    "env": "secrets", "website": "url", "url": "homepage",
}  # fmt: skip
"""What other formats call our fields."""
_NEAR, _SAME = 0.6, 0.75
"""How alike two names are of which one may be meant by the other, and of which one surely is."""
_LONGEST_FORM = 120
"""Characters of a form that a hint shows: with what is said around it, it is shown whole."""


def explain(path: str, error: ValidationError, reader: Reader, most: int) -> Iterator[CtxpackError]:
    """Put one violation in plain words; an object with several unknown fields gives one error for each.

    The data of an error has ``meant`` where that is certain: what to write in place of ``value``, and ``key``
    where the field has another name.
    """
    field, broken = _field(error), _Broken(path, error, reader)
    if broken.keyword == "additionalProperties" and isinstance(broken.value, dict):
        known = broken.schema.get("properties", {})
        unknown = (key for key in broken.value if key not in known)
        yield from (broken.unknown(field, key) for key in islice(unknown, most))
    elif broken.keyword == "required" and isinstance(broken.value, dict):
        yield broken.missing(field, next(name for name in broken.rule if f"'{name}'" in error.message))
    else:
        yield broken.unfit(field)


class _Broken:
    """A violation with the types that `jsonschema` cannot promise: every schema here is ours."""

    def __init__(self, path: str, error: ValidationError, reader: Reader):
        self.keyword = str(error.validator)
        self.rule: Any = error.validator_value
        self.schema: dict[str, Any] = dict(error.schema) if isinstance(error.schema, dict) else {}
        self.value: Any = error.instance
        self._path, self._reader = path, reader

    def unfit(self, field: str) -> CtxpackError:
        """A value that has not the form it should have."""
        meant = self._reader.meant(self.value, self.schema)
        form = self._form(field, self.rule if self.keyword == "const" else meant)
        remedy = f"write `{form}`" if form else self._remedy(field)
        is_asked = isinstance(self.value, str) and is_address(self.schema)
        data = {} if meant is None or is_asked else {"value": self.value, "meant": meant}
        return self._error(field, self._reason(), remedy, **data)

    def missing(self, field: str, name: str) -> CtxpackError:
        """A field that is needed and not there."""
        example = self._example(name, self.schema.get("properties", {}).get(name, {}))
        remedy = f"add `{name}`, such as `{example}`" if example else f"add `{name}`"
        return self._error(_join(field, name), "it is missing", remedy)

    def unknown(self, field: str, key: str) -> CtxpackError:
        """A field that is not known: misspelled, called as elsewhere, or without a meaning here."""
        known, reason = self.schema.get("properties", {}), "this field is not known"
        near = _meant_name(key, known)
        if not near:
            names = ", ".join(known)
            shown = (
                names
                if len(names) <= _LONGEST_FORM
                else f"{names[:_LONGEST_FORM].rpartition(',')[0]} and more"
            )
            return self._error(_join(field, key), reason, f"known here: {shown}")
        if near in self.value:
            remedy = f"did you mean `{near}`? It is there already: take this one out"
            return self._error(_join(field, key), reason, remedy)
        meant = self._reader.fitting(self.value[key], known[near])
        form = self._form(near, meant)
        remedy = f"did you mean `{near}`?" + (f" Write `{form}`" if form else "")
        is_certain = meant is not None and (key in _ALSO_CALLED or _alike(key, near))
        data = {"value": self.value[key], "meant": meant, "key": near} if is_certain else {}
        return self._error(_join(field, key), reason, remedy, **data)

    def _reason(self) -> str:
        """What is wrong with the value."""
        if self.keyword == "type":
            return f"it should be {_kinds(self.rule)} and is {_kind_of(self.value)}"
        if self.keyword == "enum":
            return f"`{self.value}` is not one of {', '.join(str(item) for item in self.rule)}"
        if self.keyword in ("maxLength", "maxItems", "maxProperties"):
            return f"it is {len(self.value)} long, at most {self.rule} are allowed"
        if self.keyword in ("minLength", "minItems"):
            return f"it is {len(self.value)} long, at least {self.rule} are needed"
        if self.keyword == "const":
            return f"it should be {self.rule}"
        return _REASONS.get(self.keyword, f"`{self.value}` does not fit")

    def _error(self, field: str, reason: str, remedy: str, **data: object) -> CtxpackError:
        shown = f"`{field}`" if field else "the file"
        return FORMAT.error("E_SCHEMA", path=self._path, field=shown, reason=reason, remedy=remedy, **data)

    def _remedy(self, field: str) -> str:
        """What to write instead, in the schema's own words."""
        example = self._example(field, self.schema)
        words = str(self.schema.get("description", "see docs/PACK-FORMAT.md")).rstrip(".")
        if self.keyword == "type" and self.rule == "string" and type(self.value) in (int, float):
            words = "write it in quotes"
        return f"{words}, such as `{example}`" if example else words

    def _example(self, field: str, schema: dict[str, Any]) -> str:
        examples = schema.get("examples") or schema.get("enum") or [schema.get("const")]
        return self._form(field, examples[0])

    def _form(self, field: str, value: object) -> str:
        """How the file says it: an item alone, all else with its name; empty where that is too long."""
        is_json = self._path.endswith(".json")
        written = json.dumps(value, ensure_ascii=False) if is_json else toml_value(value)
        name = field.rpartition(".")[2]
        if field and not field.endswith("]"):
            written = f"{json.dumps(name)}: {written}" if is_json else f"{toml_key(name)} = {written}"
        return written if value is not None and len(written) <= _LONGEST_FORM else ""


def _meant_name(key: str, known: dict[str, Any]) -> str:
    """The name that was meant by an unknown one: what it is also called, else the nearest; or nothing."""
    called = _ALSO_CALLED.get(key, "")
    if called in known:
        return called
    near = difflib.get_close_matches(key, known, n=1, cutoff=_NEAR)
    return near[0] if near else ""


def _alike(key: str, near: str) -> bool:
    return difflib.SequenceMatcher(None, key, near).ratio() >= _SAME


def _kinds(rule: str | list[str]) -> str:
    kinds = rule if isinstance(rule, list) else [rule]
    return " or ".join(_SCHEMA_TYPES.get(kind, kind) for kind in kinds)


def _kind_of(value: object) -> str:
    return _TYPE_NAMES.get(type(value), "nothing")


def _field(error: ValidationError) -> str:
    field = ""
    for part in error.absolute_path:
        field = f"{field}[{part}]" if isinstance(part, int) else _join(field, str(part))
    return field


def _join(field: str, name: str) -> str:
    return f"{field}.{name}" if field else name
