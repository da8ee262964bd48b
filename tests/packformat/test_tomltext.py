"""What we write as TOML, the standard library reads back."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from packformat.tomltext import toml_document, toml_key, toml_value

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
scalars = text | st.integers(-(2**63), 2**63 - 1) | st.booleans()
lists = st.lists(scalars, max_size=4)
flat = st.dictionaries(text, scalars | lists, max_size=4)
documents = st.dictionaries(text, scalars | lists | flat | st.lists(flat, min_size=1, max_size=3), max_size=5)


@given(documents)
def test_a_document_reads_back_to_the_same_value(value: dict) -> None:
    assert tomllib.loads(toml_document(value)) == value


@given(flat, text)
def test_a_value_reads_back_on_one_line(value: dict, key: str) -> None:
    line = f"{toml_key(key)} = {toml_value(value)}"
    assert "\n" not in line
    assert tomllib.loads(line) == {key: value}


def test_keys_are_bare_where_they_can_be() -> None:
    assert (toml_key("valid-from"), toml_key("a b"), toml_key("")) == ("valid-from", '"a b"', '""')
