import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from packformat.digest import Digest
from packformat.errors import CtxpackError
from registry.models import AuditEntry, OutboxEntry, Submission, User, ValidationReport
from registry.services.submit import LARGEST_UPLOAD, submit_archive
from registry.storage.base import Store
from registry.wake.thread import WORK_WAITS
from tests.support import registry
from tests.support.registry import pack_zip, published, submitted


def test_a_submission_waits_with_its_bytes_stored_and_its_work_promised(ada: User, store: Store) -> None:
    upload = pack_zip()
    submission = submit_archive(actor=ada, archive=upload)
    assert submission.status == Submission.Status.QUEUED
    assert submission.publisher.handle == "ledgers"
    assert submission.upload_digest == Digest.of(upload.getvalue())
    assert store.read(f"uploads/{submission.upload_digest[7:]}") == upload.getvalue()
    [promise] = OutboxEntry.objects.all()
    assert (promise.task, promise.subject) == ("validate_submission", str(submission.pk))


def test_the_worker_is_woken_only_after_the_commit(
    ada: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    WORK_WAITS.clear()
    with django_capture_on_commit_callbacks(execute=True):
        submitted(ada)
        assert not WORK_WAITS.is_set()
    assert WORK_WAITS.is_set()


def test_it_is_written_down_who_submitted_what(ada: User) -> None:
    submission = submitted(ada)
    entry = AuditEntry.objects.get(action="submission.create")
    assert (entry.actor, entry.subject) == (ada, f"submission:{submission.pk}")
    assert entry.data["digest"] == submission.upload_digest


def test_the_same_bytes_are_the_same_submission_at_any_time(ada: User) -> None:
    first, again = submitted(ada), submitted(ada)
    assert first == again
    assert OutboxEntry.objects.count() == 1
    done = published(ada)
    assert submitted(ada) == done == first
    assert OutboxEntry.objects.count() == 0


def test_other_publishers_have_submissions_of_their_own(ada: User, eve: User) -> None:
    assert submitted(ada) != submitted(eve)


def test_a_submission_that_failed_by_our_fault_is_tried_again(ada: User) -> None:
    submission = submitted(ada)
    OutboxEntry.objects.all().delete()
    Submission.objects.update(status="failed", failure="E_VALIDATION_FAILED", tries=5, attempt=5)
    again = submitted(ada)
    assert again == submission
    assert (again.status, again.failure, again.tries, again.attempt) == ("queued", "", 0, 5)
    assert OutboxEntry.objects.count() == 1


def test_a_rejected_one_is_tried_again_only_under_newer_rules(ada: User) -> None:
    rejected = published(ada, licence="")
    assert rejected.status == "rejected"
    assert submitted(ada, licence="").status == "rejected"
    ValidationReport.objects.update(ruleset="1999.1")
    assert submitted(ada, licence="").status == "queued"


def test_an_archive_beyond_the_limit_is_refused_and_not_stored(ada: User, store: Store) -> None:
    with pytest.raises(CtxpackError) as caught:
        submit_archive(actor=ada, archive=io.BytesIO(bytes(LARGEST_UPLOAD + 1)))
    assert caught.value.code == "E_UPLOAD_TOO_LARGE"
    assert list(store.keys("")) == []
    assert not Submission.objects.exists()


def test_a_stranger_to_every_publisher_submits_nothing(db: None, store: Store) -> None:
    with pytest.raises(CtxpackError) as caught:
        submitted(registry.user("nobody"))
    assert caught.value.code == "E_NO_PUBLISHER"
    assert list(store.keys("")) == []


def test_a_promise_is_due_at_once_where_the_thread_does_the_work(ada: User) -> None:
    submitted(ada)
    assert (
        OutboxEntry.objects.get().due_at
        <= timezone.now()
        < OutboxEntry.objects.get().due_at + timedelta(minutes=1)
    )
