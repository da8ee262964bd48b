from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import OutboxEntry
from registry.services.outbox import claim_resend, due_entries, keep, promise, put_off, put_off_after_failure

INDEX = OutboxEntry.Task.WRITE_INDEX


def entry(db: None) -> OutboxEntry:
    promise(INDEX, "month-end")
    return OutboxEntry.objects.get()


def test_a_promise_is_due_until_it_is_kept(db: None) -> None:
    promised = entry(db)
    assert due_entries() == [promised]
    keep(promised)
    assert due_entries() == []


def test_work_that_was_put_off_waits(db: None) -> None:
    put_off(entry(db), timezone.now() + timedelta(seconds=60))
    assert due_entries() == []


def test_the_oldest_work_comes_first(db: None) -> None:
    first = entry(db)
    promise(INDEX, "another")
    assert due_entries()[0] == first


def test_each_failure_waits_twice_as_long_and_never_more_than_ten_minutes(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised, now = entry(db), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    waits = []
    for _ in range(14):
        put_off_after_failure(promised)
        promised.refresh_from_db()
        waits.append((promised.due_at - now).total_seconds())
    assert waits[:5] == [1, 2, 4, 8, 16]
    assert waits[-1] == 600
    assert promised.failures == 14


def test_work_that_has_failed_for_days_is_still_put_off(db: None) -> None:
    promised = entry(db)
    promised.failures = 1000
    before = timezone.now()
    put_off_after_failure(promised)
    promised.refresh_from_db()
    assert promised.due_at - before < timedelta(minutes=11)


def test_only_one_of_several_sweepers_sends_an_entry_again(db: None) -> None:
    promised = entry(db)
    until = timezone.now() + timedelta(seconds=60)
    assert [claim_resend(promised, until), claim_resend(promised, until)] == [True, False]
