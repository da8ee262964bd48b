"""What weighed in a passage is said in plain words."""

import pytest

from packformat.reader.model import learned
from packformat.reader.plain import FAMILIES, in_plain_words, is_telling


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("w:upload", "“upload”"),
        ("b:the user", "“the user”"),
        ("I:upload", "“upload” at the beginning"),
        ("T:send", "a word for send"),
        ("T:!tell", "a word for tell with a not before it"),
        ("O:send>URL", "a word for send and then a word for url"),
        ("S:kept_out", "the sign kept out"),
        ("V:kept_out", "the sign kept out in a quotation"),
        ("Q:kept_out&quiet", "the signs kept out and quiet"),
        ("K:prose", "that it is prose"),
    ],
)
def test_a_feature_is_said_in_plain_words(feature: str, said: str) -> None:
    assert in_plain_words(feature) == said


@pytest.mark.parametrize(
    ("feature", "said"), [("w:requir", "“requires”"), ("b:clos requir", "“closing requires”"), ("w:x", "“x”")]
)
def test_a_stem_is_told_as_the_word_that_stands_there(feature: str, said: str) -> None:
    assert in_plain_words(feature, "Closing requires two people.") == said


def test_a_letter_or_a_mark_tells_nobody_anything() -> None:
    assert [is_telling(one) for one in ("w:g", "w:&", "b:x of", "w:send", "T:send")] == [
        *(False, False, False),
        *(True, True),
    ]


def test_everything_that_was_learned_can_be_said() -> None:
    assert all(in_plain_words(name) for name in learned().weights)
    assert {weight.family for weight in learned().weights.values()} <= set(FAMILIES)
