"""Taking in an archive."""

import hashlib
import io
import logging
import os
from typing import BinaryIO, NamedTuple

from django.db import transaction

from packformat.archive import write_plain_zip
from packformat.digest import Digest
from packformat.importing.single import is_single, read_sent
from packformat.paths import DEFAULT_LIMITS
from packformat.rules import RULESET
from registry.errors import ERRORS
from registry.models import Decision, OutboxEntry, Publisher, Submission, User, ValidationReport
from registry.services.audit import record_act
from registry.services.outbox import promise
from registry.services.permissions import publisher_of
from registry.services.supersede import TURNED_DOWN
from registry.services.texts import clean_text
from registry.storage.current import current_store
from registry.storage.keys import upload_key

logger = logging.getLogger(__name__)

LARGEST_UPLOAD = DEFAULT_LIMITS.archive
"""Bytes of an archive that are taken in."""
LONGEST_EVIDENCE = Submission._meta.get_field("evidence").max_length
_HEAD = 1024
"""Bytes by which an archive is told from a page."""


class Upload(NamedTuple):
    """An archive in the store: whose it is to be, its digest, and its bytes."""

    publisher: Publisher
    digest: Digest
    size: int


def submit_archive(
    *,
    actor: User,
    archive: BinaryIO,
    name: str = "",
    publisher: str = "",
    private: bool = False,
    evidence: str = "",
) -> Submission:
    """Take in `archive`, a seekable file, for the publisher with that handle, or for `actor`'s only one.

    `name` is what the file was called: a page that is sent by itself is packed as the pack that it makes.

    `private` asks that a new pack be seen by the publisher's members alone; a private pack stays so without
    being asked. `evidence` is what shows that whoever a persona is of agreed; only the staff see it. The same
    bytes for the same publisher and the same readers are the same submission, whatever became of it; only one
    that failed by our fault, gave way to another, was judged by older rules, or comes with evidence that it
    had not, is tried again. The bytes are in the store before the row says so: a row without bytes could
    never be validated, bytes without a row harm nobody.

    Raises:
        AuthorError: E_SINGLE_FILE, or why a page that was sent by itself cannot be read.
        UsageError: E_UPLOAD_TOO_LARGE, E_PUBLISHER_AMBIGUOUS, or E_FIELD for evidence that is too long.
        NotFoundError: E_PUBLISHER_UNKNOWN.
        PermissionDeniedError: E_NO_PUBLISHER or E_NOT_MEMBER.
        RegistryError: E_STORE_UNAVAILABLE.
    """
    upload = store_upload(actor=actor, archive=archive, name=name, publisher=publisher)
    return take_in(actor=actor, upload=upload, private=private, evidence=evidence)


def store_upload(*, actor: User, archive: BinaryIO, name: str = "", publisher: str = "") -> Upload:
    """Store an archive, the first half of `submit_archive`.

    It is done before a transaction begins: the store may be far away. Raises what `submit_archive` raises.
    """
    owner = publisher_of(actor, publisher)
    size = archive.seek(0, os.SEEK_END)
    if size > LARGEST_UPLOAD:
        raise ERRORS.error("E_UPLOAD_TOO_LARGE", limit=LARGEST_UPLOAD)
    archive, size = _packed(archive, size, name)
    digest = Digest.of_hex(hashlib.file_digest(archive, "sha256").hexdigest())
    archive.seek(0)
    current_store().put(upload_key(digest), archive)
    return Upload(owner, digest, size)


@transaction.atomic
def take_in(*, actor: User, upload: Upload, private: bool = False, evidence: str = "") -> Submission:
    """Submit what is stored, the second half of `submit_archive`."""
    publisher, digest, size = upload
    evidence = clean_text("evidence", evidence, LONGEST_EVIDENCE) if evidence.strip() else ""
    submission, created = Submission.objects.select_for_update().get_or_create(
        publisher=publisher,
        upload_digest=digest,
        private=private,
        defaults={"submitter": actor, "upload_size": size, "evidence": evidence},
    )
    is_shown_now = evidence not in ("", submission.evidence)
    if is_shown_now:
        submission.evidence = evidence
        submission.save(update_fields=["evidence"])
    if created or _is_worth_another_try(submission, is_shown_now=is_shown_now):
        submission.status = Submission.Status.QUEUED
        submission.tries = 0
        submission.finished_at = None
        submission.failure = ""
        submission.superseded_by = None
        submission.save(update_fields=["status", "tries", "finished_at", "failure", "superseded_by"])
        promise(OutboxEntry.Task.VALIDATE_SUBMISSION, str(submission.pk))
        record_act(
            "submission.create" if created else "submission.retry",
            f"submission:{submission.pk}",
            actor=actor,
            digest=digest,
            publisher=publisher.handle,
        )
        logger.info("submission queued", extra={"submission": str(submission.pk), "bytes": size})
    return submission


def _packed(file: BinaryIO, size: int, name: str) -> tuple[BinaryIO, int]:
    """One page as the archive of its pack, with its size; anything else as it is, from its beginning."""
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(0)
    if not is_single(name, head):
        return file, size
    packed = write_plain_zip(read_sent(name, file.read()))
    return io.BytesIO(packed), len(packed)


def _is_worth_another_try(submission: Submission, *, is_shown_now: bool) -> bool:
    """Return whether the same bytes may now end otherwise.

    We failed, the rules have changed since, their owner had taken them back, or shows now that somebody
    agreed. What a person turned down stays so.
    """
    if submission.status == Submission.Status.FAILED:
        return True
    if submission.decisions.filter(answer=Decision.Answer.REFUSED).exists():
        return False
    if submission.status == Submission.Status.SUPERSEDED:
        return True
    if is_shown_now and submission.status == Submission.Status.REJECTED:
        return True
    report = ValidationReport.objects.filter(submission=submission).first()
    return submission.status in TURNED_DOWN and report is not None and report.ruleset != RULESET
