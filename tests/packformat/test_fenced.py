"""A fence follows from the text that it is for, and stands nowhere in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat import fenced
from packformat.fenced import fence_for, shown_line


@given(st.text())
def test_whatever_is_shown_can_be_fenced_and_is_seen(text: str) -> None:
    shown = shown_line(text)
    assert shown.replace("\t", "").isprintable()
    assert fence_for(shown) == fence_for(shown)


def test_a_fence_that_a_text_holds_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fenced, "_LETTERS", 3)
    assert fence_for(" ".join(f"{number:03x}" for number in range(0xF00))).startswith("f")
