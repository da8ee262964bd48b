"""What once broke a reader breaks it no more, and what is near to it does not either."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.corpus import kept
from tests.fuzz.targets import TARGETS, try_one


@pytest.mark.parametrize("name", TARGETS)
def test_each_kept_input_is_read_or_refused(name: str) -> None:
    assert len(kept(name)) > 1
    for path in kept(name):
        try_one(name, path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
@given(data=st.data())
def test_an_input_near_to_a_kept_one_is_read_or_refused(name: str, data: st.DataObject) -> None:
    text = bytearray(data.draw(st.sampled_from(kept(name))).read_bytes())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 8, len(text))))
    text[start:end] = data.draw(st.binary(max_size=8))
    try_one(name, bytes(text))
