"""A registry as plain files: what any static web server needs to serve every client.

Private packs are left out: a folder cannot ask who reads it.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db.models import Min, QuerySet

from packformat.digest import Digest
from registry.client_wheel import client_wheel
from registry.exports import documents
from registry.models import Component, IndexDocument, Pack, Publisher, Release
from registry.readers import NOBODY, seen
from registry.services.index import LIFETIME
from registry.storage.current import current_store
from registry.storage.files import FileStore
from registry.storage.keys import archive_key, index_key, skill_key


def write_mirror(folder: Path) -> Iterator[str]:
    """Write or refresh a mirror in `folder`; yields the path of each file as it is there.

    Archives come before the index that names them, and the index before the catalogues, so that a mirror
    can be served while it is refreshed. What is there already under a digest is not written again.
    """
    mirror = FileStore(folder)
    for key in _immutable_keys():
        if mirror.size(key) is None:
            mirror.put(key, io.BytesIO(current_store().read(key)))
        yield key
    for key, body in _mutable_documents():
        mirror.replace(key, body)
        yield key


def good_until() -> datetime | None:
    """When the first of the documents expires that a mirror written now holds; None where there are none."""
    signed_at: datetime | None = _documents().aggregate(first=Min("signed_at"))["first"]
    return signed_at and signed_at + LIFETIME


def _immutable_keys() -> Iterator[str]:
    releases = seen(Release.objects.all(), NOBODY)
    for digest in releases.order_by("pk").values_list("archive_digest", flat=True):
        yield archive_key(Digest.parse(digest))
    skills = seen(Component.objects.exclude(archive_digest=""), NOBODY, "release__pack").order_by("pk")
    for digest in skills.values_list("archive_digest", flat=True).distinct():
        yield skill_key(Digest.parse(digest))


def _mutable_documents() -> Iterator[tuple[str, bytes]]:
    if wheel := client_wheel():  # a version that was built anew has other bytes under the same name
        yield wheel.path.removeprefix("/"), wheel.content
    for document in _documents().order_by("name").iterator():
        yield index_key(document.name), bytes(document.body)
    yield "marketplace.json", documents.whole_catalogue()
    for name in Pack.objects.filter(latest__isnull=False).values_list("name", flat=True):
        yield f"packs/{name}/marketplace.json", documents.pack_catalogue(name)
        yield f"packs/{name}/.well-known/agent-skills/index.json", documents.skills_index(name)
    for handle in Publisher.objects.values_list("handle", flat=True):
        yield f"publishers/{handle}/marketplace.json", documents.publisher_catalogue(handle)
    for word in _professions():
        yield f"professions/{word}/marketplace.json", documents.profession_catalogue(word)


def _documents() -> QuerySet[IndexDocument]:
    return IndexDocument.objects.filter(private_to=None)


def _professions() -> QuerySet[Pack]:
    listed = Pack.objects.filter(latest__isnull=False, facets__facet="profession")
    return listed.order_by("facets__value").values_list("facets__value", flat=True).distinct()
