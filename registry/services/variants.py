"""Variants: making a pack of one's own from a release, and taking over what came to its original since."""

from typing import NamedTuple

from packformat.compose import reopen
from packformat.licences import lets_change
from packformat.manifest import MadeFrom
from packformat.names import PackName
from packformat.versions import Version
from registry.drafts.variant import taken_over, variant_of
from registry.errors import ERRORS
from registry.models import Draft, Release, User
from registry.readers import Reader, reads_as_guest, visible_packs
from registry.services.draft_packs import newest_release, released_files, start_opened
from registry.services.permissions import is_member, require_member


class NextVersion(NamedTuple):
    """The draft of a variant's next version, and where it and its original had changed the same."""

    draft: Draft
    differing: list[str]


def make_variant(*, actor: User, pack: str) -> Draft:
    """Begin a pack of one's own with everything that the newest release of a pack has.

    Raises:
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_VARIANT_LICENCE, its licence lets others not change it; E_VARIANT_PRIVATE for
            a guest, whose pack would name a private one to its readers.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    release = newest_release(pack, actor)
    publisher = release.pack.publisher
    if reads_as_guest(release.pack, actor):
        raise ERRORS.error("E_VARIANT_PRIVATE", pack=pack, publisher=publisher.handle)
    if not lets_change(release.licence) and not is_member(actor, publisher):
        raise ERRORS.error(
            "E_VARIANT_LICENCE", pack=pack, licence=release.licence, publisher=publisher.handle
        )
    return start_opened(actor=actor, opened=variant_of(reopen(released_files(release)), _named(release)))


def take_over(*, actor: User, pack: str) -> NextVersion:
    """Begin the next version of a variant with what came to its original since; what both changed stays.

    Raises:
        NotFoundError: E_PACK_ABSENT, or E_ORIGINAL_ABSENT, it was made from nothing that the actor may see.
        PermissionDeniedError: E_NOT_MEMBER.
        ConflictError: E_ORIGINAL_CURRENT, nothing has come.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    mine = newest_release(pack, actor)
    require_member(actor, mine.pack.publisher)
    base = original_seen(mine, actor)
    if base is None:
        raise ERRORS.error("E_ORIGINAL_ABSENT", pack=pack)
    theirs = newer_than(base)
    if theirs is None:
        original = base.pack
        raise ERRORS.error("E_ORIGINAL_CURRENT", pack=pack, original=original.name, version=base.version)
    sides = (reopen(released_files(release)) for release in (base, mine, theirs))
    merged = taken_over(*sides, _named(theirs))
    return NextVersion(start_opened(actor=actor, opened=merged.opened, continues=pack), merged.differing)


def original_seen(release: Release, reader: Reader) -> Release | None:
    """Return what a release was made from, where `reader` may see it."""
    if release.made_from_id is None:
        return None
    found = Release.objects.select_related("pack__publisher", "pack__latest")
    return found.filter(pk=release.made_from_id, pack__in=visible_packs(reader)).first()


def newer_than(original: Release) -> Release | None:
    """Return the newest release of an original's pack, if it came after it."""
    latest = original.pack.latest
    if latest is None or latest.sort_key <= original.sort_key:
        return None
    latest.pack = original.pack
    return latest


def _named(release: Release) -> MadeFrom:
    name, version = PackName.parse(release.pack.name), Version.parse(release.version)
    return MadeFrom(name=name, version=version, tree=release.tree_digest)
