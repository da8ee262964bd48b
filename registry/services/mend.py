"""Mending a submission: the changes that findings offer, made in a new one."""

import io
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Exists, OuterRef

from packformat.archive import Entry, write_plain_zip
from packformat.digest import Digest
from packformat.edits import Edit, apply_edits
from packformat.upload import read_upload
from registry.errors import ERRORS
from registry.models import Draft, Submission, User, ValidationReport
from registry.readers import visible_submissions
from registry.services.audit import record_act
from registry.services.permissions import require_member
from registry.services.submit import store_upload, take_in
from registry.services.supersede import TURNED_DOWN, supersede
from registry.storage.current import current_store
from registry.storage.keys import upload_key


def mend_submission(
    *, actor: User, submission_id: uuid.UUID, positions: Collection[int] | None = None
) -> Submission:
    """Submit anew what was uploaded, with the changes that its findings offer: those at `positions`, or all.

    The earlier submission gives way to the new one; every byte that no change is about stays as it was. The
    same changes asked for again give the same submission.

    Raises:
        NotFoundError: E_SUBMISSION_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER.
        ConflictError: E_NOTHING_TO_MEND, none of these changes can be made; E_MADE_FROM_ANSWERS, the next
            answer would undo them; or E_SUPERSEDED, it gave way to something else.
        RegistryError: E_STORE_UNAVAILABLE.
    """
    earlier = _mendable_by(actor, submission_id)
    edits = _edits_of(earlier, positions)
    before = _uploaded(earlier) if edits else []
    after = apply_edits(before, edits)
    if after == before:
        raise ERRORS.error("E_NOTHING_TO_MEND", submission=submission_id)
    archive = write_plain_zip(after)
    later = earlier.superseded_by
    if later is not None:
        if later.upload_digest == Digest.of(archive):
            return later
        raise ERRORS.error("E_SUPERSEDED", submission=submission_id, later=later.pk)
    upload = store_upload(actor=actor, archive=io.BytesIO(archive), publisher=earlier.publisher.handle)
    with transaction.atomic():
        # Together, so that no worker is done before it is known what was changed.
        mended = take_in(actor=actor, upload=upload, private=earlier.private, evidence=earlier.evidence)
        paths = sorted({edit.path for edit in edits})
        record_act(
            "submission.mend", f"submission:{mended.pk}", actor=actor, earlier=str(earlier.pk), paths=paths
        )
        supersede(actor=actor, earlier=earlier.pk, later=mended)
    return mended


def is_made_from_answers() -> Exists:
    """For a query of submissions: whether a draft makes the files, so that its answers are to change."""
    return Exists(Draft.objects.filter(submission=OuterRef("pk"), deleted_at=None))


def _mendable_by(actor: User, submission_id: uuid.UUID) -> Submission:
    rows = visible_submissions(actor).select_related("publisher", "superseded_by")
    row = rows.filter(pk=submission_id).first()
    if row is None:
        raise ERRORS.error("E_SUBMISSION_ABSENT", submission=submission_id)
    require_member(actor, row.publisher)
    draft = row.drafts.filter(deleted_at=None).first()
    if draft is not None:
        raise ERRORS.error("E_MADE_FROM_ANSWERS", submission=submission_id, draft=draft.pk)
    return row


def _edits_of(submission: Submission, positions: Collection[int] | None) -> list[Edit]:
    report = ValidationReport.objects.filter(submission=submission).first()
    if report is None or submission.status not in (*TURNED_DOWN, Submission.Status.SUPERSEDED):
        return []
    offered = report.findings.filter(edit__isnull=False).values_list("position", "edit")
    return [Edit(**edit) for position, edit in offered if positions is None or position in positions]


def _uploaded(submission: Submission) -> list[Entry]:
    """The files that were uploaded, which could be read: otherwise no finding would offer a change."""
    return read_upload(current_store().read(upload_key(Digest.parse(submission.upload_digest))))
