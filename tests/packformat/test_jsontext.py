import pytest

from packformat.jsontext import parse_json


def test_a_value_is_read_with_or_without_a_byte_order_mark() -> None:
    assert parse_json('{"a": ["é", "\\ud83d\\ude00"]}'.encode()) == {"a": ["é", "😀"]}
    assert parse_json(b"\xef\xbb\xbf[1, -2.5e3]") == [1, -2500]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"\xff",
        '["a"]'.encode("utf-16"),
        b'["\\ud800"]',
        b'{"\\uDFFF": 1}',
        b'"\xed\xa0\x80"',
        b"NaN",
        b"[-Infinity]",
        b"1e999",
    ],
    ids=repr,
)
def test_what_is_none_or_cannot_be_written_again_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_json(data)
