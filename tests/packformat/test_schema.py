"""The one schema: what it says of a file is said in plain words, quickly, whatever the file."""

import json

import pytest
from jsonschema import Draft202012Validator

from packformat.schema import component_errors, manifest_errors, pack_schema
from tests.support.refusals import assert_readable

GOOD = {
    "schema": 1,
    "name": "month-end",
    "version": "1.0.0",
    "summary": "Closes the month, one step at a time",
    "licence": "Apache-2.0",
    "authors": [{"name": "Ada"}],
}
WRONG = {
    "a field that is not known": (
        {"requries": {}},
        "`requries`: this field is not known",
        "did you mean `requires`? Write `requires = {}`",
    ),
    "a field like no other": ({"zzz": 1}, "`zzz`: this field is not known", "known here: schema, name"),
    "a missing field": ({"licence": None}, "`licence`: it is missing", "add `licence`"),
    "text where a table belongs": (
        {"requires": "none"},
        "it should be a table and is text",
        "write `requires = {none",
    ),
    "a number for a version": ({"version": 1.1}, "it should be text and is a number", '`version = "1.0.0"`'),
    "a whole number for text": ({"title": 7}, "it should be text and is a number", '`title = "7"`'),
    "a list for text": (
        {"title": []},
        "it should be text and is a list",
        "as people read it, such as `title",
    ),
    "a truth value for text": ({"title": True}, "is true or false", "The name as people read it"),
    "text too short": ({"summary": "short"}, "it is 5 long, at least 10 are needed", "One sentence"),
    "text too long": ({"summary": "x" * 301}, "it is 301 long, at most 300 are allowed", "One sentence"),
    "a list too short": (
        {"authors": []},
        "at least 1 are needed",
        'such as `authors = [{name = "Ada Example"}]`',
    ),
    "an author without a name": ({"authors": [{}]}, "`authors[0].name`: it is missing", "add `name`"),
    "an item twice": ({"keywords": ["a", "a"]}, "an item stands in it twice", 'write `keywords = ["a"]`'),
    "text for a list": (
        {"keywords": "close"},
        "it should be a list and is text",
        'write `keywords = ["close"]`',
    ),
    "another format": ({"schema": 2}, "it should be 1", "write `schema = 1`"),
    "an unknown choice": (
        {"inputs": [{"key": "a", "type": "x", "title": "t"}]},
        "`x` is not one of string",
        "",
    ),
    "an insecure address": ({"homepage": "http://x.invalid"}, "`http://x.invalid` does not fit", ""),
    "a line break after all": ({"homepage": "https://x.invalid"}, None, ""),
    "a choice without choices": (
        {"inputs": [{"key": "a", "type": "choice", "title": "t"}]},
        "`inputs[0].choices`: it is missing",
        "",
    ),
    "a date that is none": ({"valid-from": "2026-02-31"}, "does not fit", "The day from which"),
    "too many requirements": (
        {"requires": {f"p-{n}": "*" for n in range(51)}},
        "it is 51 long",
        "Other packs",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_field_reason_and_remedy(case: str) -> None:
    change, reason, remedy = WRONG[case]
    value = {key: item for key, item in (GOOD | change).items() if item is not None}
    errors = manifest_errors("pack.toml", value)
    if reason is None:
        assert errors == []
        return
    assert any(reason in error.message and remedy in error.hint for error in errors), errors
    for error in errors:
        assert error.code == "E_SCHEMA"
        assert_readable(error)


def test_every_violation_is_said_in_the_order_of_the_fields() -> None:
    value = GOOD | {"version": 1, "authors": "Ada", "homepage": "x"}
    assert [error.data["field"] for error in manifest_errors("pack.toml", value)] == [
        "`authors`",
        "`homepage`",
        "`version`",
    ]


def test_a_value_that_is_no_table_at_all_is_said_of_the_file() -> None:
    (error,) = component_errors("connectors/a.json", [], "connector")
    assert error.message == "`connectors/a.json`, the file: it should be a table and is a list"


def test_a_connector_needs_one_of_three_forms() -> None:
    (error,) = component_errors("connectors/a.json", {"name": "a", "description": "b"}, "connector")
    assert "none of the allowed forms fits" in error.message


def test_the_schema_is_a_schema_and_describes_itself() -> None:
    Draft202012Validator.check_schema(pack_schema())
    assert pack_schema()["$id"].startswith("urn:ctxpack:")


def test_an_end_is_an_end_and_not_a_last_line_break() -> None:
    errors = manifest_errors("pack.toml", GOOD | {"homepage": "https://x.invalid", "name": "month-end\n"})
    assert [error.data["field"] for error in errors] == ["`name`"]


MANY = 60_000


@pytest.mark.parametrize(
    "value",
    [
        GOOD | {"keywords": [1, "a", True] * (MANY // 3)},
        GOOD | {f"field{number}": 1 for number in range(MANY)},
        GOOD | {"requires": {f"P{number}": 1 for number in range(MANY)}},
        GOOD | {"authors": [{}] * MANY},
    ],
    ids=["mixed items", "unknown fields", "requirements", "authors"],
)
def test_a_file_with_endless_faults_gets_a_bounded_answer(value: dict) -> None:
    errors = manifest_errors("pack.toml", value)
    assert 0 < len(errors) <= 50
    assert len(json.dumps([error.as_dict() for error in errors])) < 500_000
