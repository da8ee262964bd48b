"""Writing the signed index.

The document of a pack is made from the database alone, whoever asks and however often: the same releases give
the same bytes under the same serial, other releases a higher one. The index never names an archive that is
absent, because a release is a row only after its archive was put and read back (`registry.services.publish`).
"""

import hashlib
import logging
from collections.abc import Callable
from datetime import UTC

from django.db import transaction

from packformat.digest import Digest
from packformat.index import PackDocument, ReleaseEntry, RootDocument
from packformat.names import PackName
from packformat.versions import Requirement, Specifier, Version
from registry.models import IndexDocument, Pack, Release
from registry.signer import Signer, current_signer
from registry.storage.current import current_store
from registry.storage.keys import index_key

logger = logging.getLogger(__name__)

ROOT = "root"


def pack_document(pack_name: str) -> str:
    """Return the name of the index document of a pack."""
    return f"packs/{pack_name}"


def write_root() -> None:
    """Publish the key that signs; the same key again changes nothing."""
    signer = current_signer()
    keys = {signer.key_id: signer.public_key}
    _write(signer, ROOT, lambda serial: RootDocument(serial, keys).to_payload())


@transaction.atomic
def write_index(pack_name: str) -> None:
    """Bring the document of a pack up to date with its releases."""
    # Writers of one pack stand in line here, so that the higher serial has the later state.
    pack = Pack.objects.select_for_update().get(name=pack_name)
    entries = [_entry(release) for release in pack.releases.prefetch_related("requirements")]
    requires = sorted({str(item.name) for entry in entries for item in entry.requires})
    _write(
        current_signer(),
        pack_document(pack_name),
        lambda serial: PackDocument(PackName(pack_name), serial, entries).to_payload(),
        requires=" ".join(requires),
    )


@transaction.atomic
def mirror_document(name: str) -> None:
    """Bring the copy of a document in the store up to date, for static servers.

    The row stays locked while the copy is written, so an older document never comes after a newer one.
    """
    document = IndexDocument.objects.select_for_update().get(name=name)
    if document.mirrored_serial != document.serial:
        current_store().replace(index_key(name), bytes(document.body))
        document.mirrored_serial = document.serial
        document.save(update_fields=["mirrored_serial"])


@transaction.atomic
def _write(signer: Signer, name: str, payload: Callable[[int], bytes], *, requires: str = "") -> None:
    """Write a document under the next serial, unless the present one already says the same.

    Ed25519 signatures are deterministic (RFC 8032), so the whole body can be compared.
    """
    body = signer.sign(payload(1))
    document, created = IndexDocument.objects.select_for_update().get_or_create(
        name=name, defaults={"serial": 1, "etag": _etag(body), "body": body, "requires": requires}
    )
    if created or signer.sign(payload(document.serial)) == bytes(document.body):
        return
    document.serial += 1
    document.body = signer.sign(payload(document.serial))
    document.etag = _etag(document.body)
    document.requires = requires
    document.save(update_fields=["serial", "body", "etag", "requires", "written_at"])
    logger.info("index written", extra={"document": name, "serial": document.serial})


def _entry(release: Release) -> ReleaseEntry:
    return ReleaseEntry(
        version=Version.parse(release.version),
        archive=Digest.parse(release.archive_digest),
        size=release.size,
        tree=Digest.parse(release.tree_digest),
        files=release.file_count,
        unpacked=release.unpacked_size,
        published_at=release.published_at.astimezone(UTC)
        .isoformat(timespec="seconds")
        .replace("+00:00", "Z"),
        requires=[
            Requirement(PackName.parse(item.name), Specifier.parse(item.specifier))
            for item in release.requirements.all()
        ],
        summary=release.summary,
        yanked=release.yank_reason or None,
        powers=release.powers,
        tokens=release.tokens,
    )


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
