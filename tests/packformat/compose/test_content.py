"""The content of a draft: one schema that refers to the pack's, and one normal form."""

from typing import Any

import pytest
from hypothesis import given, settings

from packformat.compose.content import draft_schema, fits, in_order, normal, plain_text, unfinished_errors
from packformat.schema import pack_schema
from tests.support.drafts import CLOSE, drafts


def test_what_a_pack_limits_a_draft_limits_alike() -> None:
    fields, pack = draft_schema()["properties"], pack_schema()["properties"]
    for field in ("title", "summary", "name", "licence"):
        assert fields[field] == pack[field]


@settings(max_examples=20)
@given(drafts)
def test_a_draft_may_be_kept_however_little_it_says(content: dict[str, Any]) -> None:
    assert unfinished_errors(content) == []


@pytest.mark.parametrize("content", [{"title": "x" * 81}, {"steps": "none"}, {"colour": "red"}, []])
def test_what_can_never_become_a_pack_is_not_kept(content: Any) -> None:
    assert unfinished_errors(content)


@settings(max_examples=20)
@given(drafts)
def test_the_normal_form_is_normal(content: dict[str, Any]) -> None:
    assert normal(content) == content
    assert in_order(content) == content


def test_text_keeps_its_lines_and_loses_what_nobody_sees() -> None:
    assert plain_text(" one\r\ntwo\rthree\x00\x1b\ud800\t. \n") == "one\ntwo\nthree\t."


def test_an_item_that_says_nothing_yet_keeps_its_place() -> None:
    assert normal({"steps": [{"id": "step-1", "title": " "}], "title": "", "more": {"powers": {}}}) == {
        "steps": [{"id": "step-1"}],
        "more": {"powers": {}},
    }


def test_a_value_is_held_against_its_own_field() -> None:
    assert fits("version", "1.0.0")
    assert not fits("version", "one")
    assert fits("title", CLOSE["title"])
