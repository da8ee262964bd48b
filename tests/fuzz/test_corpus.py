"""What once broke a reader breaks it no more, and what is near to it does not either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.corpus import kept
from tests.fuzz.targets import CONVERTERS, TARGETS, try_one


@pytest.mark.parametrize("name", TARGETS)
def test_each_kept_input_is_read_or_refused(name: str) -> None:
    assert len(kept(name)) > 1
    for path in kept(name):
        try_one(name, path.read_bytes())


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in CONVERTERS])
@given(data=st.data())
def test_an_input_near_to_a_kept_one_is_read_or_refused(name: str, data: st.DataObject) -> None:
    try_one(name, near(name, data))


@pytest.mark.parametrize("name", CONVERTERS)
@settings(max_examples=10)
@given(data=st.data())
def test_a_document_near_to_a_kept_one_is_read_or_refused(name: str, data: st.DataObject) -> None:
    try_one(name, near(name, data))


def near(name: str, data: st.DataObject) -> bytes:
    """A kept input with a few bytes changed."""
    text = bytearray(data.draw(st.sampled_from(kept(name))).read_bytes())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 8, len(text))))
    text[start:end] = data.draw(st.binary(max_size=8))
    return bytes(text)
