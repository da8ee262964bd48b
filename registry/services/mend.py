"""Mending a submission: the changes that findings offer, made in a new one."""

import io
import uuid
from collections.abc import Collection

from django.db import transaction

from packformat.archive import Entry, write_plain_zip
from packformat.digest import Digest
from packformat.edits import Edit, apply_edits
from packformat.upload import read_upload
from registry.errors import ERRORS
from registry.models import Submission, User, ValidationReport
from registry.services.audit import record_act
from registry.services.permissions import require_member
from registry.services.submit import submit_archive
from registry.storage.current import current_store
from registry.storage.keys import upload_key

MENDABLE = (Submission.Status.REJECTED, Submission.Status.HELD)
"""What is not published: a version that is never changes."""


def mend_submission(
    *, actor: User, submission_id: uuid.UUID, positions: Collection[int] | None = None
) -> Submission:
    """Submit anew what was uploaded, with the changes that its findings offer: those at `positions`, or all.

    The earlier submission stays as it is, and so does every byte that no change is about.

    Raises:
        NotFoundError: E_SUBMISSION_ABSENT.
        PermissionDeniedError: E_NOT_MEMBER.
        ConflictError: E_NOTHING_TO_MEND, none of these changes can be made.
        RegistryError: E_STORE_UNAVAILABLE.
    """
    earlier = Submission.objects.select_related("publisher").filter(pk=submission_id).first()
    if earlier is None:
        raise ERRORS.error("E_SUBMISSION_ABSENT", submission=submission_id)
    require_member(actor, earlier.publisher)
    edits = _edits_of(earlier, positions)
    before = _uploaded(earlier) if edits else []
    after = apply_edits(before, edits)
    if after == before:
        raise ERRORS.error("E_NOTHING_TO_MEND", submission=submission_id)
    with transaction.atomic():
        # Together, so that no worker is done before it is known what was changed.
        mended = submit_archive(
            actor=actor, archive=io.BytesIO(write_plain_zip(after)), publisher=earlier.publisher.handle
        )
        paths = sorted({edit.path for edit in edits})
        record_act(
            "submission.mend", f"submission:{mended.pk}", actor=actor, earlier=str(earlier.pk), paths=paths
        )
    return mended


def _edits_of(submission: Submission, positions: Collection[int] | None) -> list[Edit]:
    report = ValidationReport.objects.filter(submission=submission).first()
    if report is None or submission.status not in MENDABLE:
        return []
    offered = report.findings.filter(edit__isnull=False)
    chosen = offered if positions is None else offered.filter(position__in=positions)
    return [Edit(**edit) for edit in chosen.values_list("edit", flat=True)]


def _uploaded(submission: Submission) -> list[Entry]:
    """The files that were uploaded, which could be read: otherwise no finding would offer a change."""
    return read_upload(current_store().read(upload_key(Digest.parse(submission.upload_digest))))
