"""Attestations: the result of a pack's evals, signed by whoever ran them and bound to the release's digest.

A signed document of two lines (see `packformat.signing`) that carries its own public key: it proves that the
holder of that key says so and that nobody has changed it since. Who the holder is, it does not say. A result
that is sent to a registry is addressed to it, in the name of the account that sends it, and both are signed:
nobody can hand in somebody else's result as their own, nor one that was meant for another registry.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from packformat.codes import FORMAT
from packformat.digest import Digest
from packformat.errors import CtxpackError
from packformat.evals.evidence import Evidence, read_evidence
from packformat.evals.values import read_table, read_text, read_time
from packformat.names import PackName
from packformat.paths import DEFAULT_LIMITS
from packformat.signing import key_id, raw_public_key, sign_document, split_documents, verify_document
from packformat.texts import read_json
from packformat.versions import Version

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TYPE = "eval"
LARGEST = DEFAULT_LIMITS.manifest
"""Bytes of a document: far above the report of any suite."""
_KEY_BYTES = 32
_LONGEST_FIELD = 300


class Addressed(NamedTuple):
    """The registry that a result is signed for, by its address, and the account there that sends it."""

    registry: str
    account: str


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What was run of which release, how it ended, and whose key signed it when, and for whom, if anybody.

    ``report`` is the whole of what was run, as `ctxpack eval run --out` wrote it.
    """

    name: PackName
    version: Version
    archive: Digest
    public_key: bytes
    signed_at: dt.datetime
    to: Addressed | None
    evidence: Evidence
    report: Mapping[str, Any]

    @property
    def key(self) -> str:
        """The id of the key."""
        return key_id(self.public_key)


def attest(
    report: Mapping[str, Any], key: Ed25519PrivateKey, signed_at: str, to: Addressed | None = None
) -> bytes:
    """Sign a report of `ctxpack eval run`; ``signed_at`` is a time of ISO 8601. Raises E_DOCUMENT."""
    public = base64.b64encode(raw_public_key(key)).decode("ascii")
    value = {
        "type": TYPE,
        "key": public,
        "signed_at": signed_at,
        "to": to._asdict() if to else None,
        "report": report,
    }
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
        found = _attestation(read_table(read_json(source, payload), "the document"))
    except CtxpackError as error:
        raise FORMAT.error("E_DOCUMENT", document=source, reason=error.message) from None
    except KeyError as missing:
        raise FORMAT.error("E_DOCUMENT", document=source, reason=f"it has no {missing}") from None
    except ValueError as error:
        raise FORMAT.error("E_DOCUMENT", document=source, reason=str(error)) from None
    verify_document(signatures, payload, {found.key: found.public_key}, source)
    return found


def _attestation(value: Mapping[str, Any]) -> Attestation:
    if value["type"] != TYPE:
        raise ValueError("it attests no result of evals")
    report = read_table(value["report"], "report")
    pack = read_table(report["pack"], "pack")
    return Attestation(
        name=PackName.parse(pack["name"]),
        version=Version.parse(pack["version"]),
        archive=Digest.parse(pack["archive"]),
        public_key=_public_key(value["key"]),
        signed_at=read_time(value["signed_at"], "signed_at"),
        to=_addressed(value["to"]),
        evidence=read_evidence(report),
        report=report,
    )


def _public_key(value: object) -> bytes:
    """The raw key, written in the one way in which it can be written."""
    written = read_text(value, "key", _LONGEST_FIELD)
    raw = base64.b64decode(written, validate=True)
    if len(raw) != _KEY_BYTES or base64.b64encode(raw).decode("ascii") != written:
        raise ValueError("`key` is no public key")
    return raw


def _addressed(value: object) -> Addressed | None:
    if value is None:
        return None
    to = read_table(value, "to")
    return Addressed(
        read_text(to["registry"], "registry", _LONGEST_FIELD),
        read_text(to["account"], "account", _LONGEST_FIELD),
    )
