"""What tests of the registry ask for."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from registry.models import User
from registry.storage.base import Store
from registry.storage.current import current_store
from tests.support import registry


@pytest.fixture(autouse=True)
def store(settings: Settings, tmp_path: Path) -> Store:
    """A store of the test's own, which is also the one that services use."""
    settings.CTXPACK_STORE_DIR = tmp_path / "store"
    current_store.cache_clear()
    return current_store()


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
