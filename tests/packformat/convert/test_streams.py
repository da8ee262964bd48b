"""What is packed in a PDF is counted before anything unpacks it whole."""

import pytest

from packformat.convert.limits import LIMITS
from packformat.convert.streams import check_streams
from packformat.errors import AuthorError
from tests.support.pdfs import page, stream


def code(data: bytes) -> str:
    with pytest.raises(AuthorError) as caught:
        check_streams(data)
    return caught.value.code


def test_a_bomb_is_refused_and_a_picture_is_not_unpacked() -> None:
    bomb = bytes(LIMITS["stream"].most + 1)
    assert code(page(bomb)) == "E_CONVERT_LARGE"
    check_streams(page(b"", stream(bomb, b"/Subtype /Image")))


def test_all_parts_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, "streams", LIMITS["streams"]._replace(most=20))
    check_streams(page(b"12345", stream(b"123456789012345")))
    assert code(page(b"123456", stream(b"123456789012345"))) == "E_CONVERT_LARGE"


def test_more_streams_than_any_document_has_are_refused() -> None:
    assert code(b"stream\n" * (LIMITS["stream-count"].most + 1)) == "E_CONVERT_LARGE"


def test_what_is_packed_twice_is_refused() -> None:
    assert (
        code(page(b"").replace(b"/Filter /FlateDecode", b"/Filter [/Fl /FlateDecode]")) == "E_CONVERT_HOSTILE"
    )


def test_streams_that_are_damaged_or_packed_in_other_ways_are_left_to_the_library() -> None:
    whole = page(b"a" * 9000)
    check_streams(whole[: whole.index(b"endstream") - 9])
    check_streams(b"1 0 obj << /Length 5 >> stream\nplain\nendstream endobj")
    check_streams(b"1 0 obj << /Length 0 >> stream\n")


def test_long_streams_are_read_in_pieces() -> None:
    noise = bytes(number * number % 251 for number in range(3_000_000))
    check_streams(page(noise))
