"""Columns are read one after the other, where there are columns of text."""

import pytest

from packformat.convert.columns import columns_of
from packformat.convert.words import Box, Word

WIDTH = 600.0


def row(left: float, top: float, text: str) -> list[Word]:
    """Words of a line, one after the other."""
    found = []
    for part in text.split():
        right = left + 5 * len(part)
        found.append(Word(part, Box(left, top, right, top + 10), 10, is_level=True, is_known=True))
        left = right + 5
    return found


def rows(left: float, top: float, text: str, count: int = 10) -> list[Word]:
    return [word for line in range(count) for word in row(left, top + 14 * line, text)]


def parts(*words: list[Word]) -> list[set[str]]:
    flat = sorted((word for some in words for word in some), key=lambda word: word.box.top)
    return [{word.text for word in part} for part in columns_of(flat, WIDTH)]


LEFT, RIGHT = "some words of a text", "and again words from another"
WIDE = "a title that goes over the whole of the width of the page from its left to its right side"


@pytest.mark.parametrize(
    ("left", "right", "count"),
    [
        (LEFT, RIGHT, 2),
        ("Label", RIGHT, 1),
        (LEFT, "", 1),
        ("\u65e5\u672c\u8a9e\u306e\u6bb5\u843d\u3067\u3059", "\u4e2d\u6587\u6bb5\u843d\u53d1\u7968\u5fc5", 2),
    ],
)
def test_columns_need_lines_of_words_on_both_sides(left: str, right: str, count: int) -> None:
    assert len(parts(rows(60, 100, left), rows(330, 100, right))) == count


def test_lines_over_the_whole_width_are_no_columns() -> None:
    assert len(parts(rows(60, 100, WIDE))) == 1


def test_what_goes_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    read = parts(
        row(60, 50, WIDE), rows(60, 100, LEFT), rows(330, 100, RIGHT),
        row(60, 300, WIDE), rows(60, 350, "one two three four"), rows(330, 350, "five six seven eight"),
    )  # fmt: skip
    wide = set(WIDE.split())
    assert read == [
        wide, set(LEFT.split()), set(RIGHT.split()),
        wide, {"one", "two", "three", "four"}, {"five", "six", "seven", "eight"},
    ]  # fmt: skip


def test_a_few_lines_between_wide_ones_stay_with_these() -> None:
    assert len(parts(row(60, 50, WIDE), rows(60, 100, LEFT, 2), rows(330, 100, RIGHT, 2))) == 1


def test_columns_of_a_text_from_the_right_are_read_from_there() -> None:
    hebrew = "\u05d0\u05d1 \u05d2\u05d3 \u05d4\u05d5 \u05d6\u05d7"
    read = parts(rows(60, 100, f"{hebrew} left"), rows(330, 100, f"{hebrew} right"))
    assert ["right" in part for part in read] == [True, False]


def test_a_page_without_anything_has_no_parts() -> None:
    assert parts() == []
