"""The commands and settings of docker-compose.yml, on real engines: a pack goes all the way through them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from uuid import uuid4

import psycopg
import pytest
import yaml

from tests.support.processes import free_port, running
from tests.support.s3 import S3Settings
from tests.support.source import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
CTXPACK = (sys.executable, "-m", "installer_cli")


@pytest.fixture(scope="module")
def database_url(postgres_url: str) -> Iterator[str]:
    name = f"compose_{uuid4().hex}"
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield re.sub(r"/\w+$", f"/{name}", postgres_url)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def site(
    tmp_path_factory: pytest.TempPathFactory, database_url: str, redis_url: str, s3_settings: S3Settings
) -> Iterator[Mapping[str, str]]:
    """Web and worker as compose starts them; gives the environment of a client with a token."""
    folder = tmp_path_factory.mktemp("compose")
    url = f"http://127.0.0.1:{free_port()}"
    settings = {
        **COMPOSE["services"]["web"]["environment"],
        **s3_settings.environ,
        "DATABASE_URL": database_url,
        "CELERY_BROKER_URL": redis_url,
        "CTXPACK_SECRET_KEY": uuid4().hex * 2,
        "CTXPACK_SIGNING_KEY_FILE": str(folder / "signing.key"),
        "CTXPACK_PUBLIC_URL": url,
        "CTXPACK_ALLOWED_HOSTS": "",
        "CTXPACK_PROXIES": "0",
        # These two are the image's.
        "CTXPACK_DATA_DIR": str(folder),
        "CTXPACK_STATIC_DIR": str(folder / "static"),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
    }
    _run(settings, "python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    _run(settings, *COMPOSE["services"]["migrate"]["command"])
    with ExitStack() as both:
        for service in ("worker", "web"):
            command = [url.rpartition(":")[2] if word == "8000" else word for word in _command(service)]
            ready = (lambda: True) if service == "worker" else (lambda: _answers(f"{url}/healthz"))
            both.enter_context(running(command, ready, env=settings, cwd=ROOT))
        token = _run(settings, "python", "manage.py", "create_token", "ada", "--publisher", "ledgers").strip()
        yield {"CTXPACK_REGISTRY": url, "CTXPACK_TOKEN": token, "CTXPACK_HOME": str(folder / "client")}


def test_a_pack_is_published_by_the_worker_and_installed_from_the_store(
    site: Mapping[str, str], s3_settings: S3Settings, tmp_path: Path
) -> None:
    client = {**os.environ, **site, "PYTHONPATH": str(ROOT)}
    pack = ROOT / "fixtures" / "packs" / "ledger-core"
    for command in (["publish", pack], ["install", "ledger-core", "--yes", "--allow", "all"], ["verify"]):
        subprocess.run([*CTXPACK, *command], cwd=tmp_path, env=client, check=True)
    installed = tmp_path / ".claude" / "skills" / "ledger-core" / "pack.toml"
    assert installed.read_bytes() == (pack / "pack.toml").read_bytes()
    assert s3_settings.client().list_objects_v2(Bucket=s3_settings.bucket)["KeyCount"] > 0


def test_pages_name_static_files_that_never_change(site: Mapping[str, str]) -> None:
    page, _ = _get(site["CTXPACK_REGISTRY"] + "/")
    sheets = re.findall(r'href="(/static/[^"]+\.css)"', page)
    assert sheets
    assert [sheet for sheet in sheets if not re.search(r"\.[0-9a-f]{12}\.css$", sheet)] == []
    _, headers = _get(site["CTXPACK_REGISTRY"] + sheets[0])
    assert "immutable" in headers["Cache-Control"]


def _command(service: str) -> list[str]:
    """The command of a service, for this machine alone."""
    command: list[str] = COMPOSE["services"][service]["command"]
    return ["127.0.0.1" if word == "0.0.0.0" else word for word in command]  # noqa: S104 - it is replaced


def _run(settings: Mapping[str, str], *command: str) -> str:
    done = subprocess.run(command, cwd=ROOT, env=settings, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def _get(url: str) -> tuple[str, Message]:
    with urlopen(url) as answer:  # noqa: S310 - our own address
        return answer.read().decode(), answer.headers


def _answers(url: str) -> bool:
    try:
        _get(url)
    except OSError:
        return False
    return True
