import json
from datetime import timedelta

import pytest
from django.utils import timezone

from registry.models import IndexDocument, OutboxEntry, User
from registry.services.index import LIFETIME, RENEWED_AFTER, publish_root
from registry.services.renewal import promise_renewal, renew_index
from registry.services.work import run_due, sweep
from registry.storage.base import Store
from tests.support.registry import published

PACK = "packs/month-end"


@pytest.fixture(autouse=True)
def index(ada: User) -> None:
    """An index of two documents, signed just now."""
    publish_root()
    published(ada)


def grow_older(age: timedelta, *names: str) -> None:
    """Let so much time pass for the documents of these names, or for all."""
    documents = IndexDocument.objects.filter(name__in=names) if names else IndexDocument.objects.all()
    documents.update(signed_at=timezone.now() - age)


def payload(name: str) -> dict:
    return json.loads(bytes(IndexDocument.objects.get(name=name).body).splitlines()[1])


def serials() -> dict[str, int]:
    return dict(IndexDocument.objects.values_list("name", "serial"))


def test_a_document_says_from_when_to_when_it_is_believed() -> None:
    signed_at = IndexDocument.objects.get(name=PACK).signed_at
    moments = [moment.strftime("%Y-%m-%dT%H:%M:%SZ") for moment in (signed_at, signed_at + LIFETIME)]
    assert [payload(PACK)["signed_at"], payload(PACK)["expires_at"]] == moments


def test_what_a_wrong_clock_has_signed_for_the_far_future_is_signed_anew() -> None:
    grow_older(-RENEWED_AFTER + timedelta(hours=1))
    promise_renewal()
    assert not OutboxEntry.objects.exists()
    grow_older(-timedelta(days=365), PACK)
    promise_renewal()
    run_due()
    assert serials() == {"root": 1, PACK: 2}
    assert IndexDocument.objects.get(name=PACK).signed_at <= timezone.now()


def test_a_young_index_is_left_alone_and_nothing_is_promised() -> None:
    grow_older(RENEWED_AFTER - timedelta(minutes=1))
    promise_renewal()
    assert not OutboxEntry.objects.exists()
    renew_index()
    assert serials() == {"root": 1, PACK: 1}


def test_a_round_of_work_signs_anew_what_is_due_and_copies_it_to_the_store(store: Store) -> None:
    grow_older(RENEWED_AFTER, PACK)
    before = payload(PACK)
    assert run_due() == 1
    after = payload(PACK)
    assert serials() == {"root": 1, PACK: 2}
    assert after["expires_at"] >= before["expires_at"]
    assert after["releases"] == before["releases"]
    assert store.read(f"index/v1/{PACK}.jsonl") == bytes(IndexDocument.objects.get(name=PACK).body)
    assert run_due() == 0


def test_what_is_served_has_days_left_for_a_worker_that_rests_over_a_long_weekend() -> None:
    assert timedelta(days=4, hours=15) < LIFETIME - RENEWED_AFTER, "Thursday 18:00 to Tuesday 9:00"


def test_a_sweep_promises_the_renewal_once(django_assert_num_queries: pytest.FixtureRequest) -> None:
    grow_older(RENEWED_AFTER)
    promise_renewal()
    sweep()
    promise_renewal()
    assert OutboxEntry.objects.get().task == OutboxEntry.Task.RENEW_INDEX
    grow_older(timedelta(0))
    with django_assert_num_queries(1):
        promise_renewal()


def test_a_document_that_cannot_be_signed_keeps_no_other_from_it() -> None:
    IndexDocument.objects.create(
        name="packs/none-such", serial=1, body=b"", signed_at=timezone.now() - timedelta(days=9)
    )
    grow_older(RENEWED_AFTER, "root", PACK)
    assert run_due() == 1
    assert serials() == {"root": 2, PACK: 2, "packs/none-such": 1}
    [left] = OutboxEntry.objects.all()
    assert (left.task, left.failures) == (OutboxEntry.Task.RENEW_INDEX, 1)
    assert left.due_at > timezone.now()
