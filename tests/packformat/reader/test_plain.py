"""What weighed in a passage is said in plain words."""

import pytest

from packformat.reader.model import learned
from packformat.reader.plain import FAMILIES, in_plain_words


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("w:upload", "“upload”"),
        ("b:the user", "“the user”"),
        ("T:send", "a word for send"),
        ("T:!tell", "a word for tell with a not before it"),
        ("O:send>URL", "a word for send and then a word for url"),
        ("S:kept_out", "the sign kept out"),
        ("Q:kept_out&quiet", "the signs kept out and quiet"),
        ("K:prose", "that it is prose"),
    ],
)
def test_a_feature_is_said_in_plain_words(feature: str, said: str) -> None:
    assert in_plain_words(feature) == said


def test_everything_that_was_learned_can_be_said() -> None:
    assert all(in_plain_words(name) for name in learned().weights)
    assert {weight.family for weight in learned().weights.values()} <= set(FAMILIES)
