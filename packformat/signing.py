"""Signed documents: two lines of JSON, first the signatures, then what they sign.

``{"signatures":[{"key":"<key id>","sig":"<base64>"}]}`` stands on the first line. The signatures cover the
bytes of the second line without its line break, exactly as they were sent, so nothing has to be brought
into a canonical form to be checked, and several documents can follow one another in one response.
Signatures are Ed25519 (RFC 8032). A key's id is the whole SHA-256 of its 32 raw bytes, in hexadecimal
digits: clients pin keys by it, so nobody may be able to make another key of the same id.
"""

from __future__ import annotations

import binascii
import json
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from packformat.codes import FORMAT
from packformat.errors import UNREADABLE
from packformat.jsontext import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MOST_SIGNATURES = 10


class Signature(NamedTuple):
    """Who signed, by key id, and the 64 bytes of the signature."""

    key: str
    value: bytes


def key_id(public_key: bytes) -> str:
    """The id of a raw public key."""
    return sha256(public_key).hexdigest()


def raw_public_key(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of a private key's public half."""
    return key.public_key().public_bytes_raw()


def sign_document(payload: bytes, signers: list[Ed25519PrivateKey]) -> bytes:
    """Return the two lines for ``payload``, which must be one line of JSON (ValueError otherwise)."""
    if b"\n" in payload:
        raise ValueError("a payload is one line")
    signatures = [Signature(key_id(raw_public_key(signer)), signer.sign(payload)) for signer in signers]
    return join_document(signatures, payload)


def join_document(signatures: list[Signature], payload: bytes) -> bytes:
    """Return the two lines of a document that `split_documents` has taken apart."""
    rows = [{"key": key, "sig": _base64(value)} for key, value in signatures]
    head = json.dumps({"signatures": rows}, separators=(",", ":")).encode("ascii")
    return head + b"\n" + payload + b"\n"


def split_documents(data: bytes, source: str) -> Iterator[tuple[list[Signature], bytes]]:
    """Yield the signatures and payload of each document in ``data``; raises E_DOCUMENT."""
    lines = data.split(b"\n")
    if lines.pop() or not lines or len(lines) % 2:
        raise FORMAT.error("E_DOCUMENT", document=source, reason="it is cut off or not a signed document")
    for index in range(0, len(lines), 2):
        yield _read_signatures(lines[index], source), lines[index + 1]


def verify_document(
    signatures: list[Signature], payload: bytes, keys: Mapping[str, bytes], source: str
) -> str:
    """The id of one of ``keys`` (raw public keys by id) that has signed ``payload``; else E_SIGNATURE."""
    known = [signature for signature in signatures if signature.key in keys]
    if not known:
        named = ", ".join(signature.key for signature in signatures) or "none"
        raise FORMAT.error("E_SIGNATURE", document=source, reason=f"signed by unknown key: {named}")
    for key, value in known:
        try:
            Ed25519PublicKey.from_public_bytes(keys[key]).verify(value, payload)
        except (InvalidSignature, ValueError):
            continue
        return key
    raise FORMAT.error("E_SIGNATURE", document=source, reason=f"key {known[0].key} did not sign these bytes")


def _read_signatures(line: bytes, source: str) -> list[Signature]:
    try:
        rows = parse_json(line)["signatures"][:_MOST_SIGNATURES]
        return [Signature(str(row["key"]), binascii.a2b_base64(row["sig"])) for row in rows]
    except UNREADABLE:
        raise FORMAT.error("E_SIGNATURE", document=source, reason="it is not signed") from None


def _base64(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).decode("ascii")
