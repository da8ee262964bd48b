import json
from collections.abc import Iterator

import pytest
import redis
from celery import Celery, current_app
from pytest_django.fixtures import Settings

from registry.wake.celery import FIRST_LOOK_SECONDS, TASK, wake
from tests.support.processes import free_port


@pytest.fixture
def app(settings: Settings) -> Iterator[Celery]:
    """A Celery app that is the current one for the length of a test."""
    before = current_app._get_current_object()
    app = Celery("a test", set_as_current=True)
    app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    yield app
    app.close()
    before.set_current()


def test_waking_sends_one_message_with_the_id_of_the_promise(app: Celery, redis_url: str) -> None:
    app.conf.broker_url = redis_url
    with redis.Redis.from_url(redis_url) as client:
        client.delete("celery")
        wake(4711)
        [message] = client.lrange("celery", 0, -1)
        client.delete("celery")
    assert json.loads(message)["headers"]["task"] == TASK
    assert json.loads(message)["headers"]["argsrepr"] == "(4711,)"


def test_a_broker_that_is_down_is_told_to_the_log_and_to_nobody_else(
    app: Celery, caplog: pytest.LogCaptureFixture
) -> None:
    app.conf.broker_url = f"redis://127.0.0.1:{free_port()}/0"
    wake(4711)
    assert "broker not reached" in caplog.text


def test_the_sweeper_gives_a_message_a_fair_chance() -> None:
    assert FIRST_LOOK_SECONDS >= 2
