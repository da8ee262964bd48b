import uuid
from datetime import timedelta

from django.utils import timezone
from pytest_django.fixtures import Settings

from registry.models import OutboxEntry, Submission, User
from registry.services.work import run_due, run_entry, sweep
from registry.storage.base import Store
from registry.wake.thread import WORK_WAITS
from tests.support.leases import take_lease
from tests.support.registry import submitted


def test_what_is_due_is_done_and_forgotten(ada: User) -> None:
    submission = submitted(ada)
    assert run_due() == 1
    submission.refresh_from_db()
    assert submission.status == "published"
    assert not OutboxEntry.objects.exists()
    assert run_due() == 0


def test_an_entry_that_somebody_else_did_is_no_error(db: None) -> None:
    run_entry(4711)


def test_work_under_somebody_elses_lease_waits_for_its_end(ada: User) -> None:
    submission = submitted(ada)
    lease = take_lease(submission.pk)
    run_due()
    assert OutboxEntry.objects.get().due_at == lease.claimed_until
    assert OutboxEntry.objects.get().failures == 0


def test_work_that_fails_is_put_off_and_others_are_done(ada: User, store: Store) -> None:
    broken, sound = submitted(ada), submitted(ada, name="ledger-core")
    store.delete(f"uploads/{broken.upload_digest[7:]}")
    began = timezone.now()
    assert run_due() == 2
    sound.refresh_from_db()
    assert sound.status == "published"
    [left] = OutboxEntry.objects.all()
    assert (left.subject, left.failures) == (str(broken.pk), 1)
    assert left.due_at >= began + timedelta(seconds=1)


def test_a_submission_that_keeps_failing_fails_in_the_end(ada: User, store: Store) -> None:
    submission = submitted(ada)
    store.delete(f"uploads/{submission.upload_digest[7:]}")
    for _ in range(6):
        OutboxEntry.objects.update(due_at=timezone.now())
        run_due()
    submission.refresh_from_db()
    assert (submission.status, submission.failure) == ("failed", "E_VALIDATION_FAILED")
    assert not OutboxEntry.objects.exists()


def test_a_promise_about_nothing_never_stops_the_others(ada: User) -> None:
    OutboxEntry.objects.create(
        task="validate_submission", subject=str(uuid.uuid4()), due_at=timezone.now() - timedelta(hours=1)
    )
    submission = submitted(ada)
    run_due()
    submission.refresh_from_db()
    assert submission.status == "published"


def test_sweeping_wakes_for_lost_work_and_not_again_until_its_time(ada: User, settings: Settings) -> None:
    submitted(ada)
    WORK_WAITS.clear()
    assert sweep() == 1
    assert WORK_WAITS.is_set()
    assert sweep() == 0
    due_in = OutboxEntry.objects.get().due_at - timezone.now()
    assert timedelta(0) < due_in <= timedelta(seconds=settings.CTXPACK_LEASE_SECONDS)
    assert Submission.objects.get().status == "queued"
