"""Digests are SHA-256 under its name, in one spelling."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.digest import Digest
from tests.support.refusals import refused

SOME = "sha256:" + "0123456789abcdef" * 4


@given(st.binary())
def test_a_digest_is_sha256_and_reads_back(data: bytes) -> None:
    digest = Digest.of(data)
    assert digest == "sha256:" + sha256(data).hexdigest()
    assert Digest.parse(str(digest)) == digest == Digest.of_hex(digest.hex)


@given(st.binary(), st.integers(0, 100))
def test_data_in_pieces_has_the_digest_of_the_whole(data: bytes, cut: int) -> None:
    assert Digest.of(data[:cut], data[cut:]) == Digest.of(data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sha256:",
        SOME[:-1],
        SOME + "0",
        SOME.upper(),
        SOME.replace("sha256", "md5"),
        SOME.replace("sha256", "sha512"),
        SOME[:-1] + "g",
        SOME[7:],
        None,
    ],
    ids=repr,
)
def test_anything_else_is_refused(text: object) -> None:
    with refused("E_DIGEST_FORMAT", "64 hexadecimal digits"):
        Digest.parse(text)
