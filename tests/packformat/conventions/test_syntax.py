"""Patterns are read as every dialect reads them, and whatever would be read in two ways is refused."""

import re

import pytest

from packformat.conventions.syntax import LONGEST_PATTERN, MOST_STATES, PatternError, read_pattern, size_of

REFUSED = {
    "(?=a)b": "looks ahead",
    "(?<n>a)": "looks ahead",
    "(a": "not closed",
    "a)": "not opened",
    "[a": "not closed",
    "[[a]": "opened twice",
    "[]": "nothing stands",
    "[a-]-b]": "means something else",
    "[a-c-e]": "a hyphen stands",
    "[z-a]": "a later one",
    r"[\d-z]": "a later one",
    r"[a-\d]": "a later one",
    "*a": "means something else",
    "a^b": "means something else",
    "a$b": "means something else",
    r"a\$$$": "means something else",
    "a}": "means something else",
    "a++": "follows on a repeat",
    "a{2}?": "follows on a repeat",
    "a{}": "a count",
    "a{2": "a count",
    "a{x}": "a count",
    "a{1000}": "a count",
    "a{4,2}": "ends before it begins",
    r"\1": "not read here",
    r"\b": "not read here",
    "\\": "not read here",
    "\\é": "not read here",
    "[\\]": "not closed",
    "(" * 21 + ")" * 21: "stand in each other",
    "a" * (LONGEST_PATTERN + 1): "letters long",
    f"(a{{20}}){{{MOST_STATES // 20}}}": "repeats too much",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_plain_is_refused_with_its_reason(text: str) -> None:
    with pytest.raises(PatternError, match=re.escape(REFUSED[text])):
        read_pattern(text)


def test_a_refusal_names_the_letter_also_after_an_anchor() -> None:
    with pytest.raises(PatternError, match="wrong at letter 3"):
        read_pattern("^a^$")


@pytest.mark.parametrize(
    ("text", "size"), [("abc", 3), ("a{3}", 6), ("a{0}", 2), ("a{2,}", 6), ("a+", 4), ("a|bc", 5), ("", 0)]
)
def test_a_size_counts_each_repeat_as_it_is_written_out(text: str, size: int) -> None:
    assert size_of(read_pattern(text)) == size
