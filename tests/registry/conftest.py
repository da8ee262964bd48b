"""What tests of the registry ask for."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import psycopg
import pytest
from django.core.cache import caches
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


class Template(NamedTuple):
    """A registry that others are copied from: the environment of its processes, and a token of `demo`."""

    environment: dict[str, str]
    token: str


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A migrated registry, made once: to migrate takes longer than most tests."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "CTXPACK_DATA_DIR": str(tmp_path_factory.mktemp("template")),
        "CTXPACK_LOG_LEVEL": "WARNING",
    }
    with database_like("template1") as url:
        environment |= url
        manage(environment, "migrate", "-v0")
        token = manage(environment, "create_token", "demo", "--publisher", "demo")
        yield Template(environment, token.strip())


@pytest.fixture
def own_registry(template: Template, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a migrated database of their own, on the engine of the tests."""
    data = shutil.copytree(template.environment["CTXPACK_DATA_DIR"], tmp_path / "own")
    original = template.environment.get("DATABASE_URL", "").rpartition("/")[2]
    with database_like(original) as url:
        yield {**template.environment, "CTXPACK_DATA_DIR": str(data), **url}


@contextmanager
def database_like(original: str) -> Iterator[dict[str, str]]:
    """A copy of a database, as a setting, where the tests run on a server; nothing where on a file."""
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        yield {}
        return
    name = f"own_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        yield {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def manage(environment: dict[str, str], *command: str) -> str:
    """What a management command writes."""
    argv = [sys.executable, "manage.py", *command]
    done = subprocess.run(argv, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout
