"""Handovers: how the key of a registry names the one that comes after it.

A handover is a signed document of two lines (see `packformat.signing`) that states the 32 raw bytes of both
keys and is signed by both: the old one vouches for the new one, and the new one shows that it is held by
whoever asks to be believed. So whoever pinned a key, if only by its id, goes on to the present one through
any number of handovers, and asks nobody. This is the chain of roots of The Update Framework (5.3, "Update the
root role"), with one key a link. A handover never expires: the root document that it stands in does.
"""

from __future__ import annotations

import binascii
import json
from typing import TYPE_CHECKING, NamedTuple

from packformat.codes import FORMAT
from packformat.errors import UNREADABLE, why_unreadable
from packformat.jsontext import parse_json
from packformat.signing import key_id, raw_public_key, sign_document, split_documents, verify_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SOURCE = "a handover of the registry's key"


class Handover(NamedTuple):
    """Both keys as raw public keys, and the document that says so."""

    old: bytes
    new: bytes
    document: bytes

    @classmethod
    def sign(cls, old: Ed25519PrivateKey, new: Ed25519PrivateKey) -> Handover:
        """Let ``old`` name ``new``."""
        keys = {"old": raw_public_key(old), "new": raw_public_key(new)}
        stated = {name: binascii.b2a_base64(raw, newline=False).decode("ascii") for name, raw in keys.items()}
        payload = json.dumps({"type": "handover", **stated}, separators=(",", ":")).encode("ascii")
        return cls(keys["old"], keys["new"], sign_document(payload, [old, new]))

    @classmethod
    def read(cls, document: bytes) -> Handover:
        """Read a document without believing it; raises E_DOCUMENT or E_SIGNATURE."""
        (_, payload), *more = split_documents(document, _SOURCE)
        try:
            value = parse_json(payload)
            if more or value["type"] != "handover":
                raise ValueError("it is not one handover")
            return cls(binascii.a2b_base64(value["old"]), binascii.a2b_base64(value["new"]), document)
        except UNREADABLE as error:
            raise FORMAT.error("E_DOCUMENT", document=_SOURCE, reason=why_unreadable(error)) from None

    def verify(self) -> None:
        """Raise E_SIGNATURE unless both keys have signed it."""
        ((signatures, payload),) = split_documents(self.document, _SOURCE)
        for key in (self.old, self.new):
            verify_document(signatures, payload, {key_id(key): key}, _SOURCE)


def follow(documents: Iterable[bytes], keys: Iterable[str]) -> frozenset[str]:
    """The ids of ``keys`` and of every key that they lead to through handovers, oldest first.

    Raises E_DOCUMENT or E_SIGNATURE for a handover that cannot be read, or that starts from one of these and
    is not signed by both.
    """
    reached = set(keys)
    for document in documents:
        handover = Handover.read(document)
        if key_id(handover.old) in reached:
            handover.verify()
            reached.add(key_id(handover.new))
    return frozenset(reached)
