"""An attestation is believed when nobody has changed it since it was signed, and is about one release."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.evals.attestation import LARGEST, attest, read_attestation
from packformat.signing import key_id, raw_public_key

KEY = Ed25519PrivateKey.generate()
REPORT: dict[str, Any] = {
    "pack": {"name": "adding", "version": "1.0.0", "archive": Digest.of(b"zip")},
    "verdict": "met",
    "agent": "claude -p",
}
WHEN = "2026-11-28T12:00:00+00:00"


def test_what_was_signed_is_read_with_who_and_when() -> None:
    found = read_attestation(attest(REPORT, KEY, WHEN), "it")
    assert (str(found.name), str(found.version), found.archive) == ("adding", "1.0.0", Digest.of(b"zip"))
    assert (found.key, found.ran_at, found.verdict) == (key_id(raw_public_key(KEY)), WHEN, "met")
    assert found.report["agent"] == "claude -p"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b'"met"', b'"not met"', "E_SIGNATURE"),
        (b"claude", b"Claude", "E_SIGNATURE"),
        (b'"type":"eval"', b'"type":"eva1"', "E_DOCUMENT"),
        (b'"name":"adding"', b'"name":"Adding"', "E_DOCUMENT"),
        (b'"key":"', b'"key":"!', "E_DOCUMENT"),
        (b'"report":{', b'"other":{', "E_DOCUMENT"),
        (b"\n{", b"\n[{", "E_DOCUMENT"),
    ],
)
def test_what_was_changed_is_not_believed(old: bytes, new: bytes, code: str) -> None:
    data = attest(REPORT, KEY, WHEN)
    assert old in data
    with pytest.raises(CtxpackError) as caught:
        read_attestation(data.replace(old, new), "it")
    assert caught.value.code == code


def test_a_key_that_is_somebody_elses_does_not_verify() -> None:
    head, payload, _ = attest(REPORT, KEY, WHEN).split(b"\n")
    other = attest(REPORT, Ed25519PrivateKey.generate(), WHEN).split(b"\n")[0]
    with pytest.raises(CtxpackError) as caught:
        read_attestation(other + b"\n" + payload + b"\n", "it")
    assert caught.value.code == "E_SIGNATURE"
    assert json.loads(head)["signatures"]


@pytest.mark.parametrize("data", [b"", b"x" * (LARGEST + 1), attest(REPORT, KEY, WHEN) * 2])
def test_one_document_of_ordinary_size_is_read(data: bytes) -> None:
    with pytest.raises(CtxpackError) as caught:
        read_attestation(data, "it")
    assert caught.value.code == "E_DOCUMENT"


def test_a_void_run_attests_nothing() -> None:
    with pytest.raises(CtxpackError) as caught:
        attest(REPORT | {"verdict": "void"}, KEY, WHEN)
    assert caught.value.code == "E_DOCUMENT"
