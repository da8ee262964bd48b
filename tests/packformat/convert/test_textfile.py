"""Text is kept as it is, whatever its letters are stored as."""

import pytest

from packformat.convert.textfile import convert, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_known_by_its_bytes(encoding: str) -> None:
    assert decode("Größe\r\n€\r".encode(encoding)) == ("Größe\n€\n", [])


def test_the_other_mark_of_utf_16_is_known() -> None:
    assert decode(b"\xfe\xff\x00a")[0] == "a"


def test_other_letters_are_taken_as_windows_has_them_and_told() -> None:
    text, (loss,) = decode(b"\x93a\x94 \x81")
    assert text == "\u201ca\u201d \x81"
    assert loss.message == "the file does not say how its letters are stored; it was read as Windows-1252"


def test_markdown_stays_markdown() -> None:
    assert convert(b"\n# A\n\n\n \n- b  \n  c\x0cnew page").markdown == "# A\n\n- b  \n  c\n\nnew page\n"
