"""Records are read from what people can export, and held against the schema."""

import json

import pytest

from installer_cli.connectors.records import MOST_PROBLEMS, RecordProblem, find_problems, read_records
from packformat.errors import CtxpackError
from tests.support.connectors import RECORDS, SAMPLE
from tests.support.documents import workbook

WANTED = [
    {"date": "2026-03-31", "amount": 12.5, "paid": True, "count": 3},
    {"date": "2026-04-01", "amount": -1.0, "paid": False},
]


def excel() -> bytes:
    def write(sheet: object) -> None:
        for line in SAMPLE.splitlines():
            cells = line.split(",")
            sheet.append(
                [
                    float(cell) if cell.lstrip("-")[:1].isdigit() and "-" not in cell[1:] else cell
                    for cell in cells
                ]
            )

    return workbook(write)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("csv", SAMPLE.encode("utf-8-sig")),
        ("xlsx", excel()),
        ("json", json.dumps(WANTED).encode()),
    ],
)  # fmt: skip
def test_the_same_records_come_from_csv_excel_and_json(kind: str, data: bytes) -> None:
    assert read_records("f", kind, data, RECORDS) == WANTED


def test_a_blank_is_an_empty_text_where_one_is_required_and_elsewhere_no_value() -> None:
    schema = {
        "required": ["name", "kind", "amount"],
        "properties": {"name": {"type": "string"}, "kind": {"enum": ["a", ""]}, "amount": {"type": "number"}},
    }
    assert read_records("f", "csv", b"name,kind,amount,note\n,,,\n", schema) == [{"name": "", "kind": ""}]


def test_a_json_file_may_name_its_list() -> None:
    assert read_records("f", "json", b'{"records": [{"a": 1}]}', {}) == [{"a": 1}]


@pytest.mark.parametrize(
    ("kind", "data"),
    [("csv", b""), ("csv", b'"a" b,c\n'), ("csv", b"\xff"), ("json", b"{}"), ("json", b"[1]")],
)
def test_what_cannot_be_read_is_said(kind: str, data: bytes) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_records("f", kind, data, {})
    assert caught.value.code == "E_CONNECTOR_FILE"


def test_each_problem_names_its_record_and_field() -> None:
    records = [
        {"date": "31.3.2026", "amount": 1},
        {"amount": "much", "date": "2026-03-31"},
        {"date": "2026-03-31"},
    ]
    assert find_problems(records, RECORDS) == [
        RecordProblem(1, "date", "'31.3.2026' is not a 'date'"),
        RecordProblem(2, "amount", "'much' is not of type 'number'"),
        RecordProblem(3, "", "'amount' is a required property"),
    ]
    assert len(find_problems([{}] * 90, RECORDS)) == MOST_PROBLEMS
    assert find_problems(WANTED, RECORDS) == []


@pytest.mark.parametrize("schema", [{"type": "nonsense"}, {"$ref": "https://example.org/other.json"}])
def test_a_schema_that_is_none_or_lies_elsewhere_is_refused(schema: dict[str, str]) -> None:
    with pytest.raises(CtxpackError) as caught:
        find_problems([{}], schema)
    assert caught.value.code == "E_CONNECTOR_SCHEMA"


@pytest.mark.parametrize(
    "schema",
    [
        {"properties": []},
        {"required": 3},
        {"required": [[]]},
        {"$ref": "#"},
        {"allOf": [{"$ref": "#"}]},
        {"$id": "http://[", "$ref": "y"},
        {"properties": {"a": {"type": "number", "multipleOf": 1e-300}}},
    ],
)
def test_a_schema_that_leads_nowhere_is_told(schema: dict) -> None:
    with pytest.raises(CtxpackError) as caught:
        find_problems(read_records("x", "csv", b"a\n1e400\n", schema), schema)
    assert caught.value.code == "E_CONNECTOR_SCHEMA"


def test_a_field_may_hold_anything_and_lines_end_as_on_any_system() -> None:
    schema = {"properties": {"a": True, "b": {"type": "number"}}}
    assert read_records("x", "csv", b"a,b\r1,2\r", schema) == [{"a": "1", "b": 2.0}]
