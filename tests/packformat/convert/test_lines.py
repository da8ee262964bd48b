"""Words on one height are a line, and lines are joined as they were parted."""

import pytest

from packformat.convert.lines import joined, lines_of
from packformat.convert.words import Box, Word


def word(text: str, left: float, top: float, high: float = 10) -> Word:
    return Word(text, Box(left, top, left + 30, top + high), high, is_level=True, is_known=True)


def test_lines_come_from_the_top_with_their_words_from_the_left() -> None:
    read = lines_of([word("two", 50, 101), word("below", 10, 114), word("one", 10, 100)])
    assert [line.text for line in read] == ["one two", "below"]
    assert (read[0].left, read[0].top, read[0].bottom, read[0].size) == (10, 100, 111, 10)


def test_a_raised_number_is_on_its_line_and_a_letter_as_high_as_two_lines_on_neither() -> None:
    assert [line.text for line in lines_of([word("text", 10, 100), word("1", 40, 98, 6)])] == ["text 1"]
    read = lines_of([word("O", 10, 100, 24), word("nce", 40, 100), word("upon", 40, 114)])
    assert [line.text for line in read] == ["nce", "O", "upon"]


def test_words_from_the_right_stay_in_the_order_in_which_they_were_read() -> None:
    read = lines_of([word("\u05e9\u05dc\u05d5\u05dd", 50, 100), word("12", 10, 100)])
    assert [line.text for line in read] == ["\u05e9\u05dc\u05d5\u05dd 12"]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["one", "two"], "one two"),
        (["docu-", "ments"], "docu-ments"),
        (["A-", "Team"], "A- Team"),
        (["a -", "dash"], "a - dash"),
        (["\u65e5\u672c", "\u8a9e"], "\u65e5\u672c\u8a9e"),
        (["\u65e5\u672c", "text"], "\u65e5\u672c text"),
        ([], ""),
    ],
)
def test_lines_are_joined_with_a_space_where_one_was(lines: list[str], text: str) -> None:
    assert joined(lines) == text
