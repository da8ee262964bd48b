"""What the root document says of the registry's keys, and whether this process has the present one."""

from django.conf import settings

from packformat.handover import Handover
from packformat.index import MOST_HANDOVERS, RootDocument, Term
from packformat.signing import key_id, split_documents
from registry.errors import ERRORS
from registry.models import IndexDocument, KeyChange
from registry.signer import Signer, current_signer

ROOT = "root"
"""The name of the root document."""


def present_signer() -> Signer:
    """Return the signer of this process.

    Raises:
        RegistryError: E_SIGNING_KEY, its file holds another key than the one that clients trust.
    """
    signer = current_signer()
    last = KeyChange.objects.order_by("pk").last()
    present = last.new_key if last else key_of_root()
    if present not in ("", signer.key_id):
        reason = f"it holds the key {signer.key_id}, and clients trust {present}"
        raise ERRORS.error("E_SIGNING_KEY", path=settings.CTXPACK_SIGNING_KEY_FILE, reason=reason)
    return signer


def key_of_root() -> str:
    """Return the id of the key that has signed the root document; empty where there is none yet."""
    body = IndexDocument.objects.filter(name=ROOT).values_list("body", flat=True).first()
    if body is None:
        return ""
    ((signatures, _payload),) = split_documents(bytes(body), "the root document")
    return signatures[0].key


def root_document(signer: Signer, serial: int, term: Term) -> RootDocument:
    """Return the document of the present key, with the way to it from those before.

    The way begins after the last key that could introduce none: nothing that such a key has said counts.
    """
    changes = list(KeyChange.objects.order_by("pk"))
    keys = {signer.key_id: signer.public_key}
    way: list[bytes] = []
    for change in changes:
        document = bytes(change.document)
        way = [*way, document] if document else []
        if document and not change.settled:
            old = Handover.read(document).old
            keys[key_id(old)] = old
    retired = [change.old_key for change in changes]
    return RootDocument(serial, keys, term, handovers=way[-MOST_HANDOVERS:], retired=retired)
