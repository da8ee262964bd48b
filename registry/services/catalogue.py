"""Keeping the catalogue's copy of each pack's newest release."""

from django.db import transaction

from registry.models import Pack, Release
from registry.services.search_index import index_pack

_COPIED = ("latest", "latest_version", "summary", "keywords", "professions", "updated_at")


@transaction.atomic
def refresh_catalogue(pack_name: str) -> None:
    """Show the newest release that is not yanked; a trial version only where there is nothing else.

    A pack whose releases are all yanked leaves the list, and keeps its page and its name.
    """
    pack = Pack.every.select_for_update().get(name=pack_name)
    latest = pack.releases.filter(yanked_at=None).order_by("is_prerelease", "-sort_key").first()
    if latest != pack.latest:
        _copy(latest, pack)
    index_pack(pack)


def _copy(latest: Release | None, pack: Pack) -> None:
    manifest = latest.manifest if latest else {}
    pack.latest = latest
    pack.latest_version = latest.version if latest else ""
    pack.summary = latest.summary if latest else ""
    pack.keywords = manifest.get("keywords", [])
    pack.professions = manifest.get("professions", [])
    pack.updated_at = latest.published_at if latest else None
    pack.save(update_fields=_COPIED)
