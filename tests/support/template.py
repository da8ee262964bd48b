"""A migrated registry that others are copied from: to migrate takes longer than most tests."""

import fcntl
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

from tests.support.source import ROOT


class Template(NamedTuple):
    """The settings of a registry that nobody runs, a token of its publisher `demo`, its database server."""

    settings: dict[str, str]
    token: str
    server: str

    @property
    def environment(self) -> dict[str, str]:
        """That of processes which use it."""
        return {**os.environ, **self.settings}

    @contextmanager
    def copied_to(self, data: Path) -> Iterator[dict[str, str]]:
        """The settings of a registry of its own in the folder `data`, on the engine of the tests."""
        shutil.copytree(self.settings["CTXPACK_DATA_DIR"], data, dirs_exist_ok=True)
        original = self.settings["DATABASE_URL"].rpartition("/")[2]
        with _database_like(original, self.server) as url:
            yield {**self.settings, "CTXPACK_DATA_DIR": str(data), "DATABASE_URL": url}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A migrated registry: in a folder made once for all processes of a run, or a database of this one."""
    if server := os.environ.get("DATABASE_URL"):
        with _made_on(server, tmp_path_factory) as made:
            yield made
    else:
        folder = tmp_path_factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            folder = folder.parent
        with (folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = _made(folder / "template")
        yield made


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A migrated registry on PostgreSQL, whatever the other tests are on."""
    with _made_on(postgres_url, tmp_path_factory) as made:
        yield made


def manage(environment: dict[str, str], *command: str) -> str:
    """What a management command writes."""
    argv = [sys.executable, "manage.py", *command]
    done = subprocess.run(argv, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


@contextmanager
def _made_on(server: str, folders: pytest.TempPathFactory) -> Iterator[Template]:
    with _database_like("template1", server) as url:
        yield _made(folders.mktemp("template"), url, server)


def _made(data: Path, url: str = "", server: str = "") -> Template:
    """The registry in a folder, made where it is not there yet."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "CTXPACK_DATA_DIR": str(data),
        "CTXPACK_LOG_LEVEL": "WARNING",
        "DATABASE_URL": url,
    }
    token = data.with_name(f"{data.name}.token")
    if not token.exists():
        data.mkdir(exist_ok=True)
        manage({**os.environ, **settings}, "migrate", "-v0")
        token.write_text(manage({**os.environ, **settings}, "create_token", "demo", "--publisher", "demo"))
    return Template(settings, token.read_text().strip(), server)


@contextmanager
def _database_like(original: str, server: str) -> Iterator[str]:
    """The URL of a copy of a database of a server; without a server there is none, but a file."""
    if not server:
        yield ""
        return
    name = f"own_{uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
