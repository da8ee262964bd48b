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
    """The settings of a registry that nobody runs, and a token of its publisher `demo`."""

    settings: dict[str, str]
    token: str

    @property
    def environment(self) -> dict[str, str]:
        """That of processes which use it."""
        return {**os.environ, **self.settings}

    @contextmanager
    def copied_to(self, data: Path) -> Iterator[dict[str, str]]:
        """The settings of a registry of its own in the folder `data`, on the engine of the tests."""
        shutil.copytree(self.settings["CTXPACK_DATA_DIR"], data, dirs_exist_ok=True)
        with _database_like(self.settings.get("DATABASE_URL", "").rpartition("/")[2]) as url:
            yield {**self.settings, "CTXPACK_DATA_DIR": str(data), **url}


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Template]:
    """A migrated registry: in a folder made once for all processes of a run, or a database of this one."""
    if os.environ.get("DATABASE_URL"):
        with _database_like("template1") as url:
            yield _made(tmp_path_factory.mktemp("template"), url)
    else:
        folder = tmp_path_factory.getbasetemp()
        if "PYTEST_XDIST_WORKER" in os.environ:
            folder = folder.parent
        with (folder / "template.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = _made(folder / "template", {})
        yield made


def manage(environment: dict[str, str], *command: str) -> str:
    """What a management command writes."""
    argv = [sys.executable, "manage.py", *command]
    done = subprocess.run(argv, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _made(data: Path, engine: dict[str, str]) -> Template:
    """The registry in a folder, made where it is not there yet."""
    settings = {
        "DJANGO_SETTINGS_MODULE": "marketplace.settings",
        "CTXPACK_DATA_DIR": str(data),
        "CTXPACK_LOG_LEVEL": "WARNING",
        **engine,
    }
    token = data.with_name(f"{data.name}.token")
    if not token.exists():
        data.mkdir(exist_ok=True)
        manage({**os.environ, **settings}, "migrate", "-v0")
        token.write_text(manage({**os.environ, **settings}, "create_token", "demo", "--publisher", "demo"))
    return Template(settings, token.read_text().strip())


@contextmanager
def _database_like(original: str) -> Iterator[dict[str, str]]:
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
