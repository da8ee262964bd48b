"""Between drafts and packs: opening a pack as a draft, composing a draft, publishing it."""

import io
import uuid
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from packformat.archive import Entry, read_archive, write_plain_zip
from packformat.build import BuiltPack, build_pack
from packformat.compose import Gap, compose, covered, find_gaps, reopen
from packformat.compose.changes import Change, compare, compare_files, next_version
from packformat.compose.manifest import FIRST_VERSION, pack_name
from packformat.compose.reopen import Reopened
from packformat.digest import Digest
from packformat.errors import NotFoundError
from packformat.versions import Version
from registry.errors import ERRORS
from registry.models import Draft, DraftFile, Release, Submission, User
from registry.readers import Reader, visible_packs
from registry.services.audit import record_act
from registry.services.draft_access import find_draft
from registry.services.draft_documents import count_waiting
from registry.services.drafts import start_draft, write_draft
from registry.services.permissions import require_member
from registry.services.submit import store_upload, take_in
from registry.services.supersede import supersede
from registry.storage.current import current_store
from registry.storage.keys import archive_key, draft_key


class Changed(NamedTuple):
    """What is different since a release, and the smallest version number that says so.

    ``files`` are the words for each file that is new, different or gone, whoever wrote it.
    """

    since: str
    changes: list[Change]
    suggested: str
    files: list[str]


def open_pack(
    *, actor: User | None, visitor: str = "", entries: Iterable[Entry], folder: str = "", continues: str = ""
) -> Draft:
    """Begin a draft from the files of a pack; nothing of it is lost.

    Raises:
        AuthorError: the pack's manifest or answers cannot be read.
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    opened = reopen(entries, folder)
    return start_opened(actor=actor, visitor=visitor, opened=opened, continues=continues)


@transaction.atomic
def start_opened(*, actor: User | None, visitor: str = "", opened: Reopened, continues: str = "") -> Draft:
    """Begin a draft with the answers and the files that a pack was opened as.

    Raises:
        UsageError: E_DRAFT_CONTENT or E_DRAFT_TOO_LARGE.
    """
    draft = start_draft(actor=actor, visitor=visitor, content=opened.content, continues=continues)
    for entry in opened.own:
        current_store().put(draft_key(draft.pk, Digest.of(entry.data)), io.BytesIO(entry.data))
    DraftFile.objects.bulk_create(_row(draft, entry) for entry in opened.own)
    return draft


def continue_pack(*, actor: User, pack: str) -> Draft:
    """Begin the next version of a pack from its newest release, whoever wrote that and with what.

    Raises:
        NotFoundError: E_PACK_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER.
    """
    release = newest_release(pack, actor)
    require_member(actor, release.pack.publisher)
    return open_pack(actor=actor, entries=released_files(release), continues=pack)


def newest_release(pack: str, reader: Reader) -> Release:
    """The newest release of a pack that is not withdrawn.

    Raises:
        NotFoundError: E_PACK_ABSENT, there is none, or `reader` may not see the pack.
    """
    packs = visible_packs(reader).select_related("publisher", "latest")
    found = packs.filter(name=pack, latest__isnull=False).first()
    if found is None:
        raise ERRORS.error("E_PACK_ABSENT", pack=pack)
    release: Release = found.latest
    release.pack = found
    return release


def released_files(release: Release) -> list[Entry]:
    """The files of a release."""
    key = archive_key(Digest.parse(release.archive_digest), private=release.pack.is_private)
    return list(read_archive(current_store().read(key)).entries)


def own_files(draft: Draft) -> list[Entry]:
    """The files that go along with a draft as they are."""
    store = current_store()
    return [
        Entry(row.path, store.read(draft_key(draft.pk, Digest.parse(row.digest))), row.executable)
        for row in draft.files.filter(set_aside=False).order_by("path")
    ]


def gaps_of(draft: Draft) -> list[Gap]:
    """What is missing before a draft can be published."""
    return find_gaps(draft.content, _own_paths(draft))


def covered_by_own(draft: Draft) -> list[str]:
    """Files that a draft has of itself where its answers would write others, those set aside among them."""
    return covered(draft.content, [row.path for row in draft.files.all()])


@transaction.atomic
def set_file_aside(
    *, actor: User | None, visitor: str = "", draft_id: uuid.UUID, path: str, aside: bool
) -> None:
    """Let an answer write a file in place of the draft's own, or take the own one back.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
    """
    draft = find_draft(draft_id, actor, visitor, lock=True)
    draft.files.filter(path=path).update(set_aside=aside)
    record_act("draft.set_aside", f"draft:{draft.pk}", actor=actor, path=path, aside=aside)


def _own_paths(draft: Draft) -> list[str]:
    """The paths of files that go along; of a draft that is not kept yet there are none."""
    if not draft.revision:
        return []
    return [row.path for row in draft.files.all() if not row.set_aside]


def composed(draft: Draft) -> list[Entry]:
    """The files of the pack that a draft stands for now."""
    return compose(draft.content, own_files(draft))


def built(draft: Draft) -> BuiltPack:
    """The same, as the archive that would be published."""
    return build_pack(composed(draft))


def folder_of(draft: Draft) -> tuple[str, bytes]:
    """The name of the folder that a draft makes, and the folder as a zip file, as far as it is written."""
    name = pack_name(draft.content)
    inside = (Entry(f"{name}/{entry.path}", entry.data, entry.executable) for entry in composed(draft))
    return name, write_plain_zip(inside)


def publish_draft(
    *, actor: User, draft_id: uuid.UUID, publisher: str = "", private: bool = False, evidence: str = ""
) -> Submission:
    """Send a finished draft on its way to become a release; the others are as `submit_archive` means them.

    Raises:
        NotFoundError: E_DRAFT_ABSENT.
        ConflictError: E_DRAFT_READING, a worker has not come to the end of its documents.
        UsageError: E_DRAFT_UNFINISHED, something is missing; E_DRAFT_VERSION, the number does not say how
            much changed; or what `submit_archive` raises.
    """
    draft = find_draft(draft_id, actor)
    waiting = count_waiting(draft)
    if waiting:
        raise ERRORS.error("E_DRAFT_READING", count=waiting)
    gaps = gaps_of(draft)
    if gaps:
        raise ERRORS.error("E_DRAFT_UNFINISHED", count=len(gaps))
    _check_version(draft, actor)
    upload = store_upload(actor=actor, archive=io.BytesIO(built(draft).archive), publisher=publisher)
    with transaction.atomic():
        # Together, so that no worker is done before it is known whom to tell; and locked, so that of two that
        # are sent at once one gives way.
        draft = find_draft(draft_id, actor, lock=True)
        submission = take_in(actor=actor, upload=upload, private=private, evidence=evidence)
        if draft.submission_id is not None:
            supersede(actor=actor, earlier=draft.submission_id, later=submission)
        Draft.objects.filter(pk=draft.pk).update(submission=submission)
        record_act("draft.publish", f"draft:{draft.pk}", actor=actor, submission=str(submission.pk))
    return submission


@transaction.atomic
def begin_next_version(*, actor: User, draft_id: uuid.UUID) -> None:
    """Go on with the version after the one that was published from this draft.

    Raises:
        NotFoundError: E_DRAFT_ABSENT, also when nothing was published from it.
    """
    draft = find_draft(draft_id, actor, lock=True)
    if draft.submission is None or draft.submission.release is None:
        raise ERRORS.error("E_DRAFT_ABSENT", draft=draft_id)
    published = draft.submission.version
    told = [*draft.content.get("releases", ()), _told(draft.content, published)]
    content = {**draft.content, "changes": "", "version": next_version(published, ()), "releases": told}
    draft.submission, draft.continues = None, draft.submission.pack_name
    draft.save(update_fields=["submission", "continues"])
    write_draft(draft, content, actor)


def what_changed(draft: Draft, reader: Reader) -> Changed | None:
    """What is different from the newest release of the pack that the draft continues.

    None for a new pack, and for one that `reader` may not see: a draft outlives a membership.
    """
    if not draft.continues:
        return None
    try:
        newest = newest_release(draft.continues, reader)
    except NotFoundError:
        return None
    released = released_files(newest)
    changes = compare(reopen(released).content, draft.content)
    files = compare_files(released, composed(draft))
    return Changed(newest.version, changes, next_version(newest.version, changes), files)


def _check_version(draft: Draft, actor: User) -> None:
    changed = what_changed(draft, actor)
    wanted = Version.parse(draft.content.get("version", FIRST_VERSION))
    if changed and wanted < Version.parse(changed.suggested):
        raise ERRORS.error("E_DRAFT_VERSION", version=changed.suggested, since=changed.since)


def _told(content: Mapping[str, Any], version: str) -> dict[str, str]:
    return {"version": version, "changes": content.get("changes", "")}


def _row(draft: Draft, entry: Entry) -> DraftFile:
    return DraftFile(
        draft=draft,
        path=entry.path,
        digest=Digest.of(entry.data),
        size=len(entry.data),
        executable=entry.executable,
    )
