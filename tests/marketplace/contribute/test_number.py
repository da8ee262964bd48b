import pytest

from marketplace.contribute.number import read_number


@pytest.mark.parametrize(
    ("text", "revision"), [("7", 7), ("", 0), ("-1", 0), ("seven", 0), ("1" * 10, 0), ("9" * 5000, 0)]
)
def test_a_revision_is_a_number_that_a_database_takes(text: str, revision: int) -> None:
    assert read_number(text) == revision
