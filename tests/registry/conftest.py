"""What tests of the registry ask for."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
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


@pytest.fixture
def own_registry(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a migrated database of their own, on the engine of the tests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "CTXPACK_DATA_DIR": str(tmp_path / "own"),
        "CTXPACK_LOG_LEVEL": "WARNING",
    }
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        migrate(environment)
        yield environment
        return
    name = f"own_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        environment["DATABASE_URL"] = server.rpartition("/")[0] + f"/{name}"
        migrate(environment)
        yield environment
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def migrate(environment: dict[str, str]) -> None:
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True)
