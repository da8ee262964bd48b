"""The records of a file, and whether each is what the connector says a record is."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import NamedTuple

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError
from referencing import Registry
from referencing.exceptions import Unresolvable

from installer_cli.documents import convert_document
from installer_cli.errors import ERRORS
from packformat.convert.tables import tables_of
from packformat.errors import UNREADABLE
from packformat.jsontext import parse_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

MOST_PROBLEMS = 20
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


class RecordProblem(NamedTuple):
    """What is wrong with a record: its number from 1, the field, and why."""

    record: int
    field: str
    reason: str


def read_records(path: str, kind: str, data: bytes, schema: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The records of a CSV, Excel or JSON file, texts made numbers and truth values where the schema says so.

    A blank is an empty text where the schema requires one, and elsewhere no value. Raises E_CONNECTOR_FILE
    for what cannot be read, E_CONNECTOR_SCHEMA for a schema that is none.
    """
    try:
        if kind == "json":
            value = parse_json(data)
            return [dict(record) for record in (value if isinstance(value, list) else value["records"])]
        rows = list(_rows(kind, data))
    except (*UNREADABLE, csv.Error) as error:
        raise ERRORS.error("E_CONNECTOR_FILE", path=path, reason=str(error)) from None
    if not rows:
        raise ERRORS.error("E_CONNECTOR_FILE", path=path, reason="it has no header")
    _check(schema)
    rules = schema.get("properties", {})
    types = {name: rule.get("type") for name, rule in rules.items() if isinstance(rule, dict)}
    texts = {name for name in schema.get("required", ()) if types.get(name) in ("string", None)}
    return [
        {
            name: _typed(text, types.get(name))
            for name, text in zip(rows[0], row, strict=False)
            if text != "" or name in texts
        }
        for row in rows[1:]
    ]


def find_problems(records: list[dict[str, Any]], schema: Mapping[str, Any]) -> list[RecordProblem]:
    """The first problems of the records; raises E_CONNECTOR_SCHEMA for a schema that is none."""
    _check(schema)
    validator = Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER, registry=Registry()
    )
    found = (
        RecordProblem(number, ".".join(str(part) for part in error.absolute_path), error.message)
        for number, record in enumerate(records, 1)
        for error in validator.iter_errors(record)
    )
    try:
        return list(islice(found, MOST_PROBLEMS))
    except Unresolvable as error:  # nothing is fetched: a schema is whole or it is none
        raise ERRORS.error("E_CONNECTOR_SCHEMA", reason=f"it refers to {error.ref}") from None
    except UNREADABLE as error:  # a schema that refers to itself, or asks of a number what has no answer
        reason = f"records cannot be held against it ({type(error).__name__})"
        raise ERRORS.error("E_CONNECTOR_SCHEMA", reason=reason) from None


def _check(schema: Mapping[str, Any]) -> None:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ERRORS.error("E_CONNECTOR_SCHEMA", reason=error.message) from None


def _rows(kind: str, data: bytes) -> Iterator[list[str]]:
    if kind == "csv":
        text = data.decode("utf-8-sig")
        yield from (row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row)
    else:
        yield from next(tables_of(convert_document("records.xlsx", data).markdown), [])


def _typed(text: str, kind: object) -> bool | float | str:
    kinds = kind if isinstance(kind, list) else [kind]
    if "boolean" in kinds and text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    for wanted, convert in (("integer", int), ("number", float)):
        if wanted in kinds:
            try:
                return convert(text)
            except ValueError:
                continue
    return text
