"""What somebody meant is read where a schema leaves no doubt, and always fits it."""

from hypothesis import given
from hypothesis import strategies as st

from packformat.meant import Reader
from packformat.schema import pack_schema, strict_validator

DEFINITIONS = pack_schema()["$defs"]
FIELDS = pack_schema()["properties"]
ANYTHING = st.recursive(
    st.text(max_size=8) | st.integers() | st.booleans() | st.sampled_from(["gb", "Tax law", "a, b", "yes"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "a"]), inner),
    max_leaves=5,
)


def is_valid(value: object, schema: dict) -> bool:
    return strict_validator({**schema, "$defs": DEFINITIONS}).is_valid(value)


READER = Reader(DEFINITIONS, is_valid)


@given(ANYTHING, st.sampled_from(sorted(FIELDS)))
def test_what_is_read_fits_and_what_fits_is_left_as_it_is(value: object, field: str) -> None:
    read = READER.fitting(value, FIELDS[field])
    assert read is None or is_valid(read, FIELDS[field])
    assert read == value or not is_valid(value, FIELDS[field])


def test_what_nobody_wrote_by_hand_is_not_read() -> None:
    assert READER.meant("a, " * 1_000, FIELDS["keywords"]) is None
    assert READER.meant(["a"] * 3_000, FIELDS["keywords"]) is None


def test_none_is_a_word_as_any_other() -> None:
    assert READER.meant("None", FIELDS["valid-until"]) is None
    assert READER.meant(" 1 ", FIELDS["schema"]) == 1


def test_a_version_or_an_address_that_is_a_number_says_too_little() -> None:
    assert [READER.meant(1, FIELDS[field]) for field in ("version", "homepage", "title")] == [None, None, "1"]
