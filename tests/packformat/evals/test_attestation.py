"""An attestation is believed when nobody has changed it since it was signed, and is about one release."""

import base64
import datetime as dt
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.evals.attestation import LARGEST, Addressed, attest, read_attestation
from packformat.signing import key_id, raw_public_key
from tests.support.eval_reports import report

KEY = Ed25519PrivateKey.generate()
REPORT = report(agent="claude -p")
WHEN = "2026-11-28T12:00:00+00:00"


def refusal(data: bytes) -> CtxpackError:
    with pytest.raises(CtxpackError) as caught:
        read_attestation(data, "it")
    return caught.value


def test_what_was_signed_is_read_with_whose_key_and_when() -> None:
    found = read_attestation(attest(REPORT, KEY, WHEN), "it")
    assert (str(found.name), str(found.version), found.archive) == ("adding", "1.0.0", Digest.of(b"zip"))
    assert (found.key, found.to) == (key_id(raw_public_key(KEY)), None)
    assert found.signed_at == dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
    assert (found.evidence.agent, found.report) == ("claude -p", REPORT)


def test_what_is_sent_says_to_whom_and_in_whose_name() -> None:
    to = Addressed("https://packs.example.org", "ada")
    assert read_attestation(attest(REPORT, KEY, WHEN, to), "it").to == to


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"claude", b"Claude", "E_SIGNATURE"),
        (b'"account":"ada"', b'"account":"eve"', "E_SIGNATURE"),
        (b'"verdict":"met","', b'"verdict":"not met","', "E_DOCUMENT"),
        (b'"type":"eval"', b'"type":"eva1"', "E_DOCUMENT"),
        (b'"name":"adding"', b'"name":"Adding"', "E_DOCUMENT"),
        (b'"key":"', b'"key":"!', "E_DOCUMENT"),
        (b'"report":{', b'"other":{', "E_DOCUMENT"),
        (b'"to":{', b'"to":7,"x":{', "E_DOCUMENT"),
        (b"\n{", b"\n[{", "E_DOCUMENT"),
    ],
)
def test_what_was_changed_is_not_believed(old: bytes, new: bytes, code: str) -> None:
    head, payload, _ = attest(REPORT, KEY, WHEN, Addressed("https://packs.example.org", "ada")).split(b"\n")
    payload = b"\n" + payload + b"\n"
    assert old in payload
    assert refusal(head + payload.replace(old, new)).code == code


def signed(**changed: Any) -> bytes:
    """A document with some fields changed, and signed as they are."""
    _head, payload, _ = attest(REPORT, KEY, WHEN).split(b"\n")
    text = json.dumps(json.loads(payload) | changed).encode()
    signature = base64.b64encode(KEY.sign(text)).decode()
    row = {"key": key_id(raw_public_key(KEY)), "sig": signature}
    return json.dumps({"signatures": [row]}).encode() + b"\n" + text + b"\n"


@pytest.mark.parametrize(
    "changed",
    [
        {"report": []},
        {"report": REPORT | {"pack": "adding"}},
        {"report": REPORT | {"pack": REPORT["pack"] | {"archive": "sha256:7"}}},
        {"report": REPORT | {"pack": REPORT["pack"] | {"version": 1}}},
        {"to": {"registry": "x", "account": ""}},
        {"to": {"registry": "x" * 301, "account": "ada"}},
        {"to": {"registry": ["x"], "account": "ada"}},
        {"key": 7},
        {"key": base64.b64encode(b"short").decode()},
        {"signed_at": "yesterday"},
        {"signed_at": "2026-11-28T12:00:00"},
        {"signed_at": "0001-01-01T00:00:00+23:00"},
        {"signed_at": None},
    ],
)
def test_what_its_signer_wrote_wrongly_is_no_attestation(changed: dict[str, Any]) -> None:
    assert read_attestation(signed(), "it").report == REPORT
    assert refusal(signed(**changed)).code == "E_DOCUMENT"


def test_a_key_that_is_somebody_elses_does_not_verify() -> None:
    head, payload, _ = attest(REPORT, KEY, WHEN).split(b"\n")
    other = attest(REPORT, Ed25519PrivateKey.generate(), WHEN).split(b"\n")[0]
    assert refusal(other + b"\n" + payload + b"\n").code == "E_SIGNATURE"
    assert json.loads(head)["signatures"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * (LARGEST + 1),
        attest(REPORT, KEY, WHEN) * 2,
        signed(deep=json.loads("[" * 60 + "]" * 60)),
        signed(number=float("nan")),
    ],
)
def test_one_document_of_ordinary_size_and_form_is_read(data: bytes) -> None:
    assert refusal(data).code == "E_DOCUMENT"


def test_a_void_run_attests_nothing() -> None:
    with pytest.raises(CtxpackError, match="void") as caught:
        attest(REPORT | {"verdict": "void"}, KEY, WHEN)
    assert caught.value.code == "E_DOCUMENT"
