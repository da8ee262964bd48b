"""What conventions make rules try is bounded."""

import pytest

from packformat.archive import Entry
from packformat.rules import conventions
from packformat.rules.view import PackView
from tests.support.conventions import PATH, TEXT


def test_more_than_is_tried_of_one_pack_is_said_and_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = next(rule for rule in conventions.RULES if rule.id == "convention/examples")
    view = PackView([Entry(PATH, TEXT.encode())])
    assert list(rule.check(view)) == []
    monkeypatch.setattr(conventions, "MOST_EFFORT", 100)
    [seen] = rule.check(view)
    assert "more than is tried" in seen.message
