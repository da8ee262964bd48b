import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import AuditEntry, Submission, User
from registry.services.lease import MOST_TRIES, LeaseHeldError, LeaseLostError, give_back, held
from tests.support.leases import take_lease
from tests.support.registry import published, submitted


@pytest.fixture
def waiting(ada: User) -> Submission:
    return submitted(ada)


def run_out(submission: Submission) -> None:
    Submission.objects.filter(pk=submission.pk).update(claimed_until=timezone.now() - timedelta(seconds=1))


def test_one_worker_holds_a_submission_at_a_time(waiting: Submission) -> None:
    taken = take_lease(waiting.pk)
    assert taken is not None
    assert (taken.status, taken.attempt) == ("validating", 1)
    with pytest.raises(LeaseHeldError) as caught:
        take_lease(waiting.pk)
    assert caught.value.until == taken.claimed_until


def test_a_late_workers_submission_is_taken_over_and_the_late_one_writes_nothing(waiting: Submission) -> None:
    late = take_lease(waiting.pk)
    run_out(waiting)
    second = take_lease(waiting.pk)
    assert second is not None
    assert second.attempt == 2
    with pytest.raises(LeaseLostError):
        held(late)
    assert held(second).pk == waiting.pk


def test_a_lease_that_ran_out_still_counts_while_nobody_else_took_it(waiting: Submission) -> None:
    slow = take_lease(waiting.pk)
    run_out(waiting)
    assert held(slow).pk == waiting.pk


def test_a_lease_that_is_given_back_can_be_taken_at_once(waiting: Submission) -> None:
    give_back(take_lease(waiting.pk))
    assert Submission.objects.get().status == "queued"
    assert take_lease(waiting.pk).attempt == 2


def test_nobody_gives_back_the_lease_of_another(waiting: Submission) -> None:
    late = take_lease(waiting.pk)
    run_out(waiting)
    take_lease(waiting.pk)
    give_back(late)
    assert Submission.objects.get().status == "validating"


def test_what_is_finished_is_not_taken_again(ada: User) -> None:
    assert take_lease(published(ada).pk) is None


def test_a_submission_that_ends_every_worker_fails_after_five_tries(waiting: Submission) -> None:
    for _ in range(MOST_TRIES):
        assert take_lease(waiting.pk) is not None
        run_out(waiting)
    assert take_lease(waiting.pk) is None
    failed = Submission.objects.get()
    assert (failed.status, failed.failure) == ("failed", "E_VALIDATION_FAILED")
    assert failed.finished_at is not None
    assert AuditEntry.objects.filter(action="submission.failed").exists()


def test_what_is_not_there_any_more_is_nothing_to_do(ada: User) -> None:
    assert take_lease(uuid.uuid4()) is None
