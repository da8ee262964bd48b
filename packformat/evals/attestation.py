"""Attestations: the result of a pack's evals, signed by whoever ran them and bound to the release's digest.

A signed document of two lines (see `packformat.signing`) that carries its own public key: it proves that the
holder of that key says so and that nobody has changed it since. Who the holder is, it does not say.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.names import PackName
from packformat.signing import key_id, raw_public_key, sign_document, split_documents, verify_document
from packformat.versions import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TYPE = "eval"
VERDICTS = ("met", "not met")
"""What can be attested; a void run says nothing about a pack."""
LARGEST = 1 << 20
"""Bytes of a document: far above the report of any suite."""


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What was run of which release, by whom, and how it ended; ``report`` is the whole of it."""

    name: PackName
    version: Version
    archive: Digest
    key: str
    ran_at: str
    verdict: str
    report: Mapping[str, Any]


def attest(report: Mapping[str, Any], key: Ed25519PrivateKey, ran_at: str) -> bytes:
    """Sign a report of `ctxpack eval run`; ``ran_at`` is a time of ISO 8601. Raises E_DOCUMENT."""
    public = base64.b64encode(raw_public_key(key)).decode("ascii")
    value = {"type": TYPE, "key": public, "ran_at": ran_at, "report": report}
    payload = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    document = sign_document(payload, [key])
    read_attestation(document, "the report")
    return document


def read_attestation(data: bytes, source: str) -> Attestation:
    """Read and verify an attestation; raises E_DOCUMENT or E_SIGNATURE."""
    if len(data) > LARGEST:
        raise FORMAT.error("E_DOCUMENT", document=source, reason=f"it is larger than {LARGEST} bytes")
    documents = list(split_documents(data, source))
    if len(documents) != 1:
        raise FORMAT.error("E_DOCUMENT", document=source, reason="it is more than one document")
    signatures, payload = documents[0]
    try:
        value = json.loads(payload)
        public = base64.b64decode(value["key"], validate=True)
        found = _attestation(value, key_id(public))
    except CtxpackError as error:
        raise FORMAT.error("E_DOCUMENT", document=source, reason=error.message) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, binascii.Error) as error:
        reason = f"{type(error).__name__}: {error}"
        raise FORMAT.error("E_DOCUMENT", document=source, reason=reason) from None
    verify_document(signatures, payload, {key_id(public): public}, source)
    return found


def _attestation(value: Mapping[str, Any], key: str) -> Attestation:
    report = value["report"]
    if value["type"] != TYPE or report["verdict"] not in VERDICTS:
        raise ValueError("it attests no result of evals")
    pack = report["pack"]
    return Attestation(
        name=PackName.parse(pack["name"]),
        version=Version.parse(pack["version"]),
        archive=Digest.parse(pack["archive"]),
        key=key,
        ran_at=str(value["ran_at"]),
        verdict=report["verdict"],
        report=report,
    )
