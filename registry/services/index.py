"""Writing the signed index.

The document of a pack is made from the database alone, whoever asks and however often: the same releases give
the same bytes under the same serial, other releases and a renewal a higher one. The index never names an
archive that is absent, because a release is a row only after its archive was put and read back
(`registry.services.publish`).
"""

import hashlib
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from packformat.digest import Digest
from packformat.index import PackDocument, ReleaseEntry, Term
from packformat.names import PackName
from packformat.powers.value import Powers
from packformat.versions import Requirement, Specifier, Version
from registry.models import Advisory, IndexDocument, Pack, Publisher, Release
from registry.readers import circle_of
from registry.services.keys import ROOT, present_signer, root_document
from registry.signer import Signer
from registry.storage.current import current_store
from registry.storage.keys import index_key

logger = logging.getLogger(__name__)

LIFETIME = timedelta(days=7)
"""How long a document is believed after it was signed (docs/adr/0010-documents-expire-after-a-week.md)."""
RENEWED_AFTER = timedelta(days=2)
"""The age from which a document is signed anew, so that what is served has at least five days left."""


def pack_document(pack_name: str) -> str:
    """Return the name of the index document of a pack."""
    return f"packs/{pack_name}"


def publish_root(*, least_serial: int = 1) -> None:
    """Publish the key that signs, and the copy of it in the store."""
    write_root(least_serial=least_serial)
    mirror_document(ROOT)


def publish_index(pack_name: str, *, least_serial: int = 1) -> None:
    """Publish a pack's document, and the copy of it in the store."""
    write_index(pack_name, least_serial=least_serial)
    mirror_document(pack_document(pack_name))


def publish_everything(*, least_serial: int = 1) -> int:
    """Publish whatever document is missing, is not what it should be, or is due; return how many packs."""
    publish_root(least_serial=least_serial)
    names = Pack.every.filter(releases__isnull=False).distinct().order_by("name")
    count = 0
    for name in names.values_list("name", flat=True).iterator():
        publish_index(name, least_serial=least_serial)
        count += 1
    return count


def publish_document(name: str) -> None:
    """Publish a document, of whatever kind it is."""
    if name == ROOT:
        publish_root()
    else:
        publish_index(name.removeprefix(pack_document("")))


def write_root(*, least_serial: int = 1) -> None:
    """Write the document that names the signing key; the same key again changes nothing."""
    _write(ROOT, lambda *present: root_document(*present).to_payload(), least_serial)


@transaction.atomic
def write_index(pack_name: str, *, least_serial: int = 1) -> None:
    """Write a pack's document from its releases and advisories; the same again change nothing."""
    # Writers of one pack stand in line here, so that the higher serial has the later state.
    pack = Pack.every.select_for_update(of=("self",)).select_related("publisher").get(name=pack_name)
    advisories = list(pack.advisories.filter(withdrawn_at=None).order_by("pk"))
    entries = [_entry(release, advisories) for release in pack.releases.prefetch_related("requirements")]
    requires = sorted({str(item.name) for entry in entries for item in entry.requires})
    _write(
        pack_document(pack_name),
        lambda _signer, serial, term: PackDocument(PackName(pack_name), serial, entries, term).to_payload(),
        least_serial,
        requires=" ".join(requires),
        private_to=circle_of(pack).publisher,
    )


@transaction.atomic
def mirror_document(name: str) -> None:
    """Bring the copy of a document in the store up to date, for static servers; a private one has none.

    The row stays locked while the copy is written, so an older document never comes after a newer one.
    """
    document = IndexDocument.objects.select_for_update().get(name=name)
    if document.private_to_id is None and document.mirrored_serial != document.serial:
        current_store().replace(index_key(name), bytes(document.body))
        document.mirrored_serial = document.serial
        document.save(update_fields=["mirrored_serial"])


@transaction.atomic
def _write(
    name: str,
    payload: Callable[[Signer, int, Term], bytes],
    least_serial: int,
    *,
    requires: str = "",
    private_to: Publisher | None = None,
) -> None:
    """Write a document under the next serial, unless the present one is young and already says the same.

    Ed25519 signatures are deterministic (RFC 8032), so the whole body can be compared.
    """
    document = IndexDocument.objects.select_for_update().filter(name=name).first()
    # Asked for behind the lock: who signs a document after a change of keys signs with the new one.
    signer = present_signer()
    if document is None:
        document = IndexDocument(name=name, serial=0)
    elif (
        document.serial >= least_serial
        and document.private_to_id == (private_to.pk if private_to else None)
        and not is_due(document.signed_at)
        and signer.sign(payload(signer, document.serial, _term(document))) == bytes(document.body)
    ):
        return
    document.serial = max(document.serial + 1, least_serial)
    document.signed_at = timezone.now()
    document.body = signer.sign(payload(signer, document.serial, _term(document)))
    document.etag = f'"{hashlib.sha256(document.body).hexdigest()[:32]}"'
    document.requires = requires
    document.private_to = private_to
    document.save()
    logger.info("index written", extra={"document": name, "serial": document.serial})


def is_due(signed_at: datetime) -> bool:
    """Whether a document of that moment is to be signed anew.

    So is one from the future: its clock was wrong, and it would be believed long after its time.
    """
    return abs(timezone.now() - signed_at) >= RENEWED_AFTER


def _term(document: IndexDocument) -> Term:
    return Term(_moment(document.signed_at), _moment(document.signed_at + LIFETIME))


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _entry(release: Release, advisories: Iterable[Advisory]) -> ReleaseEntry:
    return ReleaseEntry(
        version=Version.parse(release.version),
        archive=Digest.parse(release.archive_digest),
        size=release.size,
        tree=Digest.parse(release.tree_digest),
        files=release.file_count,
        unpacked=release.unpacked_size,
        published_at=_moment(release.published_at),
        requires=[
            Requirement(PackName.parse(item.name), Specifier.parse(item.specifier))
            for item in release.requirements.all()
        ],
        summary=release.summary,
        yanked=release.yank_reason or None,
        powers=Powers(release.powers).as_dict() if release.powers else {},
        tokens=release.tokens,
        badges=tuple(sorted(release.badges)),
        advisories=tuple(one.entry for one in advisories if one.concerns(release.version)),
    )
