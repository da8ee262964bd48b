import pytest
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from registry.models import AuditEntry, Finding, Release, Submission, User
from registry.services.lease import give_back
from registry.services.validate import validate_submission
from registry.storage.base import Store
from tests.support.leases import take_lease
from tests.support.registry import published, submitted


def test_an_accepted_submission_is_published_with_its_report(ada: User) -> None:
    submission = published(ada)
    assert submission.status == "published"
    assert submission.report.verdict == "accepted"
    assert (submission.pack_name, submission.version) == ("month-end", "1.0.0")
    assert submission.claimed_until is None
    assert submission.finished_at >= submission.received_at


def test_a_rejected_submission_says_why_and_releases_nothing(ada: User, store: Store) -> None:
    submission = published(ada, licence="")
    assert submission.status == "rejected"
    assert Finding.objects.filter(report__submission=submission, severity="error").exists()
    assert not Release.objects.exists()
    assert list(store.keys("archives/")) == []
    assert AuditEntry.objects.filter(action="submission.rejected").exists()


def test_a_rejected_submission_names_its_pack_where_it_can_be_read(ada: User, eve: User) -> None:
    published(ada)
    rejected = published(eve, version="2.0.0")
    assert (rejected.status, rejected.pack_name, rejected.version) == ("rejected", "month-end", "2.0.0")


def test_validating_again_changes_nothing(ada: User) -> None:
    submission = published(ada)
    before = Submission.objects.values().get()
    validate_submission(submission.pk)
    assert Submission.objects.values().get() == before


def test_a_fault_of_ours_leaves_the_submission_for_the_next_try(
    ada: User, store: Store, settings: Settings
) -> None:
    assert settings.CTXPACK_LEASE_SECONDS > 1
    submission = submitted(ada)
    key = f"uploads/{submission.upload_digest[7:]}"
    bytes_ = store.read(key)
    store.delete(key)
    with pytest.raises(RegistryError):
        validate_submission(submission.pk)
    submission.refresh_from_db()
    assert (submission.status, submission.claimed_until, submission.tries) == ("queued", None, 1)
    store.replace(key, bytes_)
    validate_submission(submission.pk)
    submission.refresh_from_db()
    assert submission.status == "published"


def test_a_worker_whose_lease_was_lost_stops_without_a_trace(
    ada: User, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission = submitted(ada)

    def lose_the_lease(key: str) -> bytes:
        # Another worker takes over while this one reads.
        monkeypatch.undo()
        give_back(Submission.objects.get())
        assert take_lease(submission.pk).attempt == 2
        return store.read(key)

    monkeypatch.setattr(store, "read", lose_the_lease)
    validate_submission(submission.pk)
    submission.refresh_from_db()
    assert (submission.status, submission.attempt) == ("validating", 2)
    assert not Release.objects.exists()
