"""Rows as publishing leaves them, for pages of packs that no upload makes: many, odd or hostile."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from registry.models import Component, Pack, Publisher, Release, Requirement, User
from registry.services.search_index import index_pack

_CATALOGUE_COLUMNS = "latest", "latest_version", "summary", "updated_at"


def release_row(
    name: str,
    version: str = "1.0.0",
    *,
    components: Sequence[tuple[str, str]] = (("skill", "month-end"),),
    requires: Mapping[str, str] | None = None,
    **fields: Any,
) -> Release:
    """A release of the pack `name` that the catalogue shows as its latest."""
    user = User.objects.get_or_create(username="row-maker")[0]
    publisher = Publisher.objects.get_or_create(handle="rows", defaults={"display_name": "Rows & Co"})[0]
    pack = Pack.objects.get_or_create(name=name, defaults={"publisher": publisher})[0]
    values = {
        "sort_key": ".".join(part.zfill(9) for part in version.split(".")),
        "archive_digest": _digest(f"{name} {version}"),
        "tree_digest": _digest(f"{name} {version} tree"),
        "size": 4321,
        "unpacked_size": 9876,
        "file_count": 7,
        "summary": f"{name} done and shown to be done",
        "licence": "Apache-2.0",
        "manifest": {"schema": 1, "name": name, "version": version},
        "files": [],
        "published_at": timezone.now(),
        "published_by": user,
    }
    release = Release.objects.create(pack=pack, version=version, **(values | fields))
    Component.objects.bulk_create(
        Component(release=release, kind=kind, name=part, path=f"{kind}s/{part}/") for kind, part in components
    )
    Requirement.objects.bulk_create(
        Requirement(release=release, name=other, specifier=specifier)
        for other, specifier in (requires or {}).items()
    )
    _show_in_catalogue(release)
    return release


def _show_in_catalogue(release: Release) -> None:
    pack = release.pack
    pack.latest, pack.latest_version, pack.summary = release, release.version, release.summary
    pack.updated_at = release.published_at
    pack.save(update_fields=_CATALOGUE_COLUMNS)
    index_pack(pack)


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
