"""Which signs that nobody sees a text holds is told once, for all rules that look for them."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packformat.rules import unseen
from packformat.rules.unseen import CONTROLS, DIRECTIONS, INVISIBLE, TAGS, unseen_in

UNSEEN = "\x80\x9f\xad\u200b\u200d\u202e\u2066\ufe0f\ufeff\U000e0041\U000e01ef"
SEEN = "ae\n\x07\x85é—א📕"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from(UNSEEN + SEEN) | st.characters(codec="utf-8")))
def test_a_text_tells_each_sign_that_a_rule_would_find_in_it(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(unseen, "_AT_ONCE", 3)
    for signs in (TAGS, INVISIBLE, DIRECTIONS, CONTROLS):
        looked_for = re.compile(f"[{signs}]")
        assert {*looked_for.findall(unseen_in(text))} == {*looked_for.findall(text)}


def test_each_is_told_once_and_nothing_else() -> None:
    assert unseen_in(UNSEEN + SEEN + UNSEEN[::-1]) == UNSEEN
