import time
from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from packformat.reader.sign_table import SIGNS
from registry import worker as worker_module
from registry.models import OutboxEntry, Submission, User
from registry.worker import Worker, start_worker
from tests.support.registry import submitted
from tests.support.waiting import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def thread() -> Iterator[Worker]:
    running = start_worker()
    yield running
    running.stop()
    assert not running.is_alive()


def status() -> str:
    return str(Submission.objects.get().status)


def test_it_is_woken_by_the_commit_and_need_not_look_for_work(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "POLL_SECONDS", 2 * PATIENCE_SECONDS)
    thread = start_worker()
    time.sleep(0.2)
    submitted(ada)
    wait_until(lambda: status() == "published")
    thread.stop()


def test_it_is_ready_before_its_first_pack() -> None:
    for sign in SIGNS.values():
        vars(sign).pop("_searches", None)
    thread = start_worker()
    wait_until(lambda: all("_searches" in vars(sign) for sign in SIGNS.values()))
    thread.stop()


@pytest.mark.usefixtures("thread")
def test_it_finds_what_another_process_promised(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.services.outbox.wake", lambda _entry: None)
    submitted(ada)
    wait_until(lambda: status() == "published")


def test_a_round_that_fails_is_not_the_last(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    rounds = []
    run_due = worker_module.run_due

    def fail_first() -> int:
        rounds.append(1)
        if len(rounds) == 1:
            raise DatabaseError("the database went away")
        return run_due()

    monkeypatch.setattr(worker_module, "run_due", fail_first)
    submitted(ada)
    thread = start_worker()
    wait_until(lambda: status() == "published")
    thread.stop()
    assert len(rounds) > 1


def test_with_a_broker_it_only_sends_again_what_was_lost(
    ada: User, settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"
    woken: list[int] = []
    monkeypatch.setattr("registry.services.work.wake", woken.append)
    submitted(ada)
    thread = start_worker()
    wait_until(lambda: bool(woken))
    thread.stop()
    assert woken == [OutboxEntry.objects.get().pk]
    assert status() == "queued"


def test_it_stops_when_it_is_told(thread: Worker) -> None:
    assert thread.is_alive()
    thread.stop()
    assert not thread.is_alive()
