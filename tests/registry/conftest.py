"""What tests of the registry ask for."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import caches
from pytest_django.fixtures import Settings

from registry.models import User
from registry.storage.base import Store
from registry.storage.current import current_store
from tests.support import registry
from tests.support.mail_server import MailServer, mail_server
from tests.support.template import Template


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Store:
    """A store of the test's own, which is also the one that services use."""
    settings.CTXPACK_STORE_DIR = tmp_path / "store"
    current_store.cache_clear()
    return current_store()


@pytest.fixture
def counted_in_redis(settings: Settings, redis_url: str) -> Iterator[None]:
    """What all web processes count together is in a Redis that knows nothing yet."""
    shared = {"BACKEND": "registry.shared_counts.SharedCounts", "LOCATION": redis_url}
    settings.CACHES = settings.CACHES | {"shared": shared}
    cache = caches["shared"]
    cache.clear()
    yield
    cache.clear()
    cache._cache.get_client(write=True).connection_pool.disconnect()


@pytest.fixture
def mails(settings: Settings) -> Iterator[MailServer]:
    """The mail server of the test's registry."""
    with mail_server(settings) as server:
        yield server


@pytest.fixture
def ada(db: None) -> User:
    """The owner of the publisher `ledgers`."""
    ada = registry.user("ada")
    registry.publisher("ledgers", ada)
    return ada


@pytest.fixture
def eve(db: None) -> User:
    """The owner of another publisher, `others`."""
    eve = registry.user("eve")
    registry.publisher("others", eve)
    return eve


@pytest.fixture
def own_registry(template: Template, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a migrated database of their own, on the engine of the tests."""
    with template.copied_to(tmp_path / "own") as settings:
        yield {**os.environ, **settings}
