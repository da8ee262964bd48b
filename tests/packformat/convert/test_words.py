"""Words stand where a reader sees them, however the page is turned, and say what stands there."""

import pytest

from packformat.convert.words import Word, words_of
from tests.support.pdfs import page, pages_of, stream

TEXT = b"BT /F1 20 Tf 100 700 Td (One two) Tj ET"


def words(data: bytes) -> list[Word]:
    return [word for one, text in pages_of(data) for word in words_of(one, text)]


def test_words_are_parted_by_spaces_and_know_their_room_and_size() -> None:
    one, two = words(page(TEXT))
    assert (one.text, two.text) == ("One", "two")
    assert one.box.left == pytest.approx(100, abs=2)
    assert one.box.top < 100 < one.box.bottom
    assert one.box.right < two.box.left
    assert (one.size, one.is_level, one.is_known) == (20, True, True)


@pytest.mark.parametrize(
    ("turned", "matrix"),
    [
        (0, b"1 0 0 1 100 700"),
        (90, b"0 1 -1 0 100 100"),
        (180, b"-1 0 0 -1 500 100"),
        (270, b"0 -1 1 0 500 700"),
    ],
)
def test_a_turned_page_is_read_as_it_is_seen(turned: int, matrix: bytes) -> None:
    content = b"BT /F1 20 Tf " + matrix + b" Tm (One two) Tj ET"
    one, two = words(page(content, said=b"/Rotate %d" % turned))
    assert one.is_level
    assert one.box.left == pytest.approx(100, abs=2)
    assert one.box.top < 100 < one.box.bottom
    assert one.box.right < two.box.left


def test_words_along_the_side_of_a_page_are_known_as_such() -> None:
    assert [word.is_level for word in words(page(b"BT /F1 9 Tf 0 1 -1 0 100 100 Tm (Side) Tj ET"))] == [False]


def test_the_size_is_that_which_is_seen() -> None:
    assert [word.size for word in words(page(b"2 0 0 2 0 0 cm BT /F1 9 Tf 9 9 Td (One) Tj ET"))] == [18]


def test_a_hyphen_at_the_end_of_a_line_is_one() -> None:
    content = b"BT /F1 20 Tf 100 700 Td (Docu-) Tj 0 -24 Td (ments) Tj ET"
    assert "".join(word.text for word in words(page(content))) == "Docu-ments"


MEANT = b"""/CIDInit /ProcSet findresource begin begincmap
1 begincodespacerange <00> <FF> endcodespacerange
%d beginbfchar %s endbfchar
endcmap end"""
NAMED = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
NAMELESS = b"""<< /Type /Font /Subtype /Type0 /BaseFont /F /Encoding /Identity-H /DescendantFonts [<<
/Type /Font /Subtype /CIDFontType2 /BaseFont /F
/CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >> >>] >>"""


def meaning(content: bytes, *letters: bytes) -> list[tuple[str, bool]]:
    """The words of a page whose font says what its letters A, B, C… mean."""
    said = b" ".join(b"<%02X> <%s>" % (65 + number, letter) for number, letter in enumerate(letters))
    data = page(content, NAMED, stream(MEANT % (len(letters), said)), font=b"5 0 R")
    return [(word.text, word.is_known) for word in words(data)]


def test_letters_of_two_codes_and_marks_on_letters_are_one() -> None:
    content = b"BT /F1 20 Tf 100 700 Td (ABC) Tj ET"
    assert meaning(content, b"D83DDE42", b"0041", b"0301") == [("\U0001f642\u00c1", True)]


def test_a_half_of_a_letter_is_shown_as_one_that_is_not_known() -> None:
    assert meaning(b"BT /F1 20 Tf 100 700 Td (A) Tj ET", b"D83D") == [("\ufffd", True)]


@pytest.mark.parametrize("steps", [b"(A) Tj -13 0 Td (B) Tj -13 0 Td (C) Tj", b"-26 0 Td (CBA) Tj"])
def test_what_is_written_from_the_right_is_read_from_there(steps: bytes) -> None:
    content = b"BT /F1 20 Tf 100 700 Td " + steps + b" ET"
    read = "".join(text for text, _ in meaning(content, b"05E9", b"05DC", b"05D5"))
    assert read == "\u05e9\u05dc\u05d5"


def test_letters_of_which_nothing_is_said_are_not_known() -> None:
    read = words(page(b"BT /F1 20 Tf 100 700 Td <00030004> Tj ET", NAMELESS, font=b"5 0 R"))
    assert [(word.text, word.is_known) for word in read] == [("\ufffd\ufffd", False)]
