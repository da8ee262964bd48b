import json

import pytest

from registry.edge.answer import names_etag, refusal
from registry.errors import ERRORS


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
    ],
)
def test_a_condition_names_a_tag_by_weak_comparison(condition: str, named: bool) -> None:  # noqa: FBT001 - a table
    assert names_etag(condition, '"a"') == named


def test_a_refusal_is_never_kept_and_says_its_length() -> None:
    answer = refusal(ERRORS.error("E_ROUTE_UNKNOWN", path="/x"), ("Allow", "GET"))
    [body] = answer.body
    headers = dict(answer.headers)
    assert headers["Content-Length"] == str(len(body))
    assert headers["Cache-Control"] == "no-store"
    assert headers["Allow"] == "GET"
    assert json.loads(body)["status"] == answer.status == 404
