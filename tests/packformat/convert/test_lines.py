"""A gutter is one only between lines of text."""

import io

import pdfplumber
import pytest

from packformat.convert.lines import columns_of, lines_of, readable, unreadable
from tests.support.documents import drawn_pdf


def page_of(texts: list[tuple[int, str]]) -> object:
    def draw(canvas: object) -> None:
        for line in range(10):
            for x, text in texts:
                canvas.drawString(x, 700 - 14 * line, text)

    return pdfplumber.open(io.BytesIO(drawn_pdf(draw))).pages[0]


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        ([(60, "some words of a text"), (330, "and words of another")], 2),
        ([(60, "Label"), (330, "and words of another")], 1),
        ([(60, "a-word-that-goes-over-the-middle-of-the-page-and-on-and-on")], 1),
        ([(60, "some words of a text")], 1),
    ],
)
def test_two_columns_need_lines_of_words_on_both_sides(texts: list[tuple[int, str]], columns: int) -> None:
    assert len(columns_of(page_of(texts))) == columns


def test_lines_come_from_the_top_with_their_size() -> None:
    lines = lines_of(page_of([(60, "word  word")]))
    assert [line.text for line in lines] == ["word word"] * 10
    assert [line.size for line in lines] == [12] * 10
    assert lines[0].bottom < lines[-1].top


def test_codes_without_a_letter_are_bullets_where_the_standard_says_so_and_counted_elsewhere() -> None:
    text = readable("(cid:127) Bank (cid:3)")
    assert text == "\u2022 Bank (cid:3)"
    assert unreadable(text) == 1
