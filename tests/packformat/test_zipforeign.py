"""What other programs write after a file's data or at the end of an archive."""

import pytest

from packformat.zipforeign import descriptor_size, is_git_comment

SUMS = (1, 2, 3)
PLAIN = b"\1\0\0\0\2\0\0\0\3\0\0\0"


def test_a_descriptor_may_carry_a_signature() -> None:
    assert descriptor_size(PLAIN, SUMS) == 12
    assert descriptor_size(b"PK\x07\x08" + PLAIN, SUMS) == 16


@pytest.mark.parametrize("data", [b"", PLAIN[:-1], b"\2" + PLAIN[1:], b"PK\x07\x08" + PLAIN[4:]], ids=repr)
def test_a_descriptor_that_says_something_else_is_none(data: bytes) -> None:
    assert descriptor_size(data, SUMS) == 0


def test_a_signature_that_is_a_checksum_is_read_as_one() -> None:
    sums = (0x08074B50, 2, 3)
    assert descriptor_size(b"PK\x07\x08" + PLAIN[4:], sums) == 12


def test_only_the_id_of_a_commit_is_a_comment_of_git() -> None:
    assert is_git_comment(b"a" * 40)
    assert is_git_comment(b"0" * 64)
    assert not any(map(is_git_comment, (b"", b"a" * 41, b"g" * 40, b"A" * 40, b"a" * 40 + b"\n")))
