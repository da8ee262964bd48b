"""Handovers: a pin leads from key to key as far as each has signed the next, and no further."""

import binascii
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from packformat.handover import Handover, follow
from packformat.signing import key_id, raw_public_key, sign_document
from tests.support.refusals import refused

KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(4)]
IDS = [key_id(raw_public_key(key)) for key in KEYS]
CHAIN = [Handover.sign(KEYS[number], KEYS[number + 1]).document for number in range(3)]


def signed(payload: object, *signers: int) -> bytes:
    return sign_document(json.dumps(payload).encode(), [KEYS[number] for number in signers])


def naming(old: int, new: int) -> dict[str, str]:
    raw = [binascii.b2a_base64(raw_public_key(KEYS[number]), newline=False).decode() for number in (old, new)]
    return {"type": "handover", "old": raw[0], "new": raw[1]}


def test_what_is_signed_is_what_is_read() -> None:
    handover = Handover.sign(KEYS[0], KEYS[1])
    assert Handover.read(handover.document) == handover
    assert (handover.old, handover.new) == (raw_public_key(KEYS[0]), raw_public_key(KEYS[1]))


@pytest.mark.parametrize("first", range(4))
def test_from_any_key_of_a_chain_the_last_is_reached_and_none_before_it(first: int) -> None:
    assert follow(CHAIN, [IDS[first]]) == set(IDS[first:])


def test_a_key_that_no_handover_starts_from_leads_nowhere() -> None:
    assert follow([], [IDS[0]]) == {IDS[0]}
    assert follow(CHAIN[1:], [IDS[0]]) == {IDS[0]}
    assert follow(CHAIN, []) == set()


@pytest.mark.parametrize("signers", [(), (0,), (1,), (1, 2)])
def test_a_handover_that_not_both_keys_have_signed_is_refused(signers: tuple[int, ...]) -> None:
    with refused("E_SIGNATURE", "a handover"):
        follow([signed(naming(0, 1), *signers)], [IDS[0]])


def test_what_strangers_have_handed_over_to_each_other_is_of_no_account() -> None:
    assert follow([signed(naming(2, 3)), *CHAIN[:1]], [IDS[0]]) == {IDS[0], IDS[1]}


@pytest.mark.parametrize(
    "document",
    [
        signed({**naming(0, 1), "type": "pack"}, 0, 1),
        signed({"type": "handover"}, 0, 1),
        signed({**naming(0, 1), "old": "é"}, 0, 1),
        signed({**naming(0, 1), "old": 7}, 0, 1),
        signed([], 0, 1),
        sign_document(b"[" * 100_000, [KEYS[0]]),
        CHAIN[0] + CHAIN[1],
        b"{}\n",
    ],
    ids=["another type", "no keys", "no base64", "a number", "a list", "nested", "two", "half"],
)
def test_what_is_no_handover_is_refused(document: bytes) -> None:
    with refused("E_DOCUMENT", "a handover"):
        follow([document], [IDS[0]])
