"""Signed documents: the bytes that were signed, by a key that is known, or nothing."""

import json
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.errors import CtxpackError
from packformat.signing import (
    Signature,
    key_id,
    raw_public_key,
    sign_document,
    split_documents,
    verify_document,
)
from tests.support.packing import with_byte_changed
from tests.support.refusals import refused

KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(3)]
PUBLIC = {key_id(raw_public_key(key)): raw_public_key(key) for key in KEYS}
IDS = list(PUBLIC)
PAYLOAD = b'{"type":"pack","serial":1}'
SOURCE = "the document of `month-end`"


def verify(data: bytes, keys: dict[str, bytes]) -> bytes:
    ((signatures, payload),) = split_documents(data, SOURCE)
    verify_document(signatures, payload, keys, SOURCE)
    return payload


def trusting(*numbers: int) -> dict[str, bytes]:
    return {IDS[number]: PUBLIC[IDS[number]] for number in numbers}


@given(st.binary(min_size=1, max_size=100).filter(lambda data: b"\n" not in data))
def test_what_is_signed_is_what_is_read(payload: bytes) -> None:
    assert verify(sign_document(payload, [KEYS[0]]), trusting(0)) == payload


def test_a_document_is_two_lines_of_json() -> None:
    head, payload, rest = sign_document(PAYLOAD, [KEYS[0]]).split(b"\n")
    assert (payload, rest) == (PAYLOAD, b"")
    assert [row["key"] for row in json.loads(head)["signatures"]] == [IDS[0]]


def test_a_key_is_named_by_the_digest_of_its_bytes() -> None:
    raw = raw_public_key(KEYS[0])
    assert (len(raw), key_id(raw)) == (32, sha256(raw).hexdigest())


@given(st.data())
@settings(max_examples=300)
def test_no_changed_byte_gives_another_payload(data: st.DataObject) -> None:
    document = sign_document(PAYLOAD, [KEYS[0]])
    offset = data.draw(st.integers(0, len(document) - 1))
    changed = with_byte_changed(document, offset, data.draw(st.integers(1, 255)))
    try:
        assert verify(changed, trusting(0)) == PAYLOAD
    except (CtxpackError, ValueError):
        return


def test_every_byte_of_the_payload_is_signed() -> None:
    document = sign_document(PAYLOAD, [KEYS[0]])
    start = document.index(PAYLOAD)
    for offset in range(start, start + len(PAYLOAD)):
        with refused("E_SIGNATURE", IDS[0], SOURCE):
            verify(with_byte_changed(document, offset), trusting(0))


def test_one_known_key_of_several_is_enough() -> None:
    document = sign_document(PAYLOAD, [KEYS[0], KEYS[1]])
    for known in (trusting(0), trusting(1), trusting(1, 2)):
        assert verify(document, known) == PAYLOAD


def test_an_unknown_key_is_named_and_refused() -> None:
    with refused("E_SIGNATURE", IDS[0], "unknown key"):
        verify(sign_document(PAYLOAD, [KEYS[0]]), trusting(1))


def test_no_signatures_are_refused() -> None:
    with refused("E_SIGNATURE", "none"):
        verify(sign_document(PAYLOAD, []), trusting(0))


def test_a_known_keys_id_over_another_keys_signature_is_refused() -> None:
    document = sign_document(PAYLOAD, [KEYS[1]]).replace(IDS[1].encode(), IDS[0].encode())
    with refused("E_SIGNATURE", IDS[0], "did not sign these bytes"):
        verify(document, trusting(0, 1))


def test_a_broken_key_verifies_nothing() -> None:
    with refused("E_SIGNATURE", "did not sign"):
        verify(sign_document(PAYLOAD, [KEYS[0]]), {IDS[0]: b"short"})


def test_only_so_many_signatures_are_looked_at() -> None:
    fakes = [{"key": IDS[1], "sig": ""}] * 10
    real = json.loads(sign_document(PAYLOAD, [KEYS[0]]).split(b"\n")[0])["signatures"]
    head = json.dumps({"signatures": fakes[1:] + real}).encode()
    assert verify(head + b"\n" + PAYLOAD + b"\n", trusting(0)) == PAYLOAD
    head = json.dumps({"signatures": fakes + real}).encode()
    with refused("E_SIGNATURE", "unknown key"):
        verify(head + b"\n" + PAYLOAD + b"\n", trusting(0))


UNSIGNED = {
    "no JSON": b"nothing",
    "no signatures": b"{}",
    "signatures that are a table": b'{"signatures":{}}',
    "signatures without a key": b'{"signatures":[{"sig":"AA=="}]}',
    "signatures that are no text": b'{"signatures":[{"key":"a","sig":1}]}',
    "not UTF-8": b"\xff",
    "deep nesting": b"[" * 100_000,
}


@pytest.mark.parametrize("case", UNSIGNED)
def test_a_first_line_without_signatures_is_refused(case: str) -> None:
    with refused("E_SIGNATURE", SOURCE, "it is not signed"):
        verify(UNSIGNED[case] + b"\n" + PAYLOAD + b"\n", trusting(0))


@pytest.mark.parametrize("data", [b"", b"\n", b"{}", b"{}\n", b"{}\n{}", b"{}\n{}\n{}\n"], ids=repr)
def test_what_is_not_pairs_of_lines_is_refused(data: bytes) -> None:
    with refused("E_DOCUMENT", SOURCE, "cut off"):
        list(split_documents(data, SOURCE))


def test_several_documents_follow_one_another() -> None:
    payloads = [PAYLOAD, b"{}", b'{"a":1}']
    data = b"".join(sign_document(payload, [KEYS[0]]) for payload in payloads)
    assert [payload for _, payload in split_documents(data, SOURCE)] == payloads


def test_a_payload_of_two_lines_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one line"):
        sign_document(b"a\nb", [KEYS[0]])


def test_a_signature_is_checked_against_the_published_vectors() -> None:
    """RFC 8032, section 7.1, test 2."""
    public = bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c")
    value = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    signature = Signature(key_id(public), value)
    verify_document([signature], b"\x72", {signature.key: public}, SOURCE)
    with refused("E_SIGNATURE"):
        verify_document([signature], b"\x73", {signature.key: public}, SOURCE)
