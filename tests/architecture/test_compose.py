"""docker-compose.yml and the Dockerfile say nothing that the project does not know."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.source import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
SETTINGS = (ROOT / "marketplace" / "settings.py").read_text()
OURS = {name: service for name, service in COMPOSE["services"].items() if "build" in service}
OTHERS = {name: service for name, service in COMPOSE["services"].items() if "build" not in service}

PINNED = re.compile(r"[\w./-]+:[\w.-]*\d[\w.-]*@sha256:[0-9a-f]{64}")
SECRETS = {
    "CTXPACK_SECRET_KEY": "0123456789abcdef" * 4,
    "POSTGRES_PASSWORD": "postgres-secret",
    "CTXPACK_S3_ACCESS_KEY": "s3-key",
    "CTXPACK_S3_SECRET_KEY": "s3-secret",
}


def test_web_worker_postgres_redis_and_a_store_are_run() -> None:
    assert set(COMPOSE["services"]) == {"migrate", "web", "worker", "postgres", "redis", "s3"}


@pytest.mark.parametrize("name", OURS)
def test_every_setting_is_one_that_the_site_reads(name: str) -> None:
    read = set(re.findall(r'env\.\w+\(\s*"(\w+)"', SETTINGS))
    assert set(OURS[name]["environment"]) <= read


def test_the_site_starts_with_these_settings_as_in_production(tmp_path: Path) -> None:
    settings = {name: _interpolated(value) for name, value in OURS["web"]["environment"].items()}
    settings |= {"CTXPACK_DATA_DIR": str(tmp_path), "CTXPACK_PUBLIC_URL": "https://packs.example.org"}
    checked = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", OTHERS)
def test_every_image_is_pinned_to_a_version_and_a_digest(name: str) -> None:
    assert PINNED.fullmatch(OTHERS[name]["image"])


def test_the_image_of_our_own_is_built_on_a_pinned_one_and_does_not_run_as_root() -> None:
    assert PINNED.search(re.search(r"^ARG PYTHON=(.+)$", DOCKERFILE, re.MULTILINE)[1])
    stages = set(re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.MULTILINE))
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) - stages == {"${PYTHON}"}
    assert re.findall(r"^USER (\w+)", DOCKERFILE, re.MULTILINE)[-1] == "ctxpack"


@pytest.mark.parametrize("name", OURS)
def test_every_command_exists_and_has_the_options_it_is_given(name: str) -> None:
    program, *arguments = OURS[name]["command"]
    help_of = [f"{sys.prefix}/bin/{program}", *arguments, "--help"]
    shown = subprocess.run(help_of, cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown.returncode == 0, shown.stderr
    if program == "python":  # celery has refused unknown options by now
        assert [one for one in arguments if one.startswith("--") and one not in shown.stdout] == []


def test_whatever_is_waited_for_says_when_it_is_ready() -> None:
    for service in COMPOSE["services"].values():
        for name, wanted in service.get("depends_on", {}).items():
            ready = "healthcheck" in COMPOSE["services"][name]
            assert ready == (wanted["condition"] == "service_healthy")


def test_every_secret_must_be_given() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    assert set(re.findall(r"\$\{(\w+):\?\}", text)) == set(SECRETS)


def test_what_the_image_copies_is_there_and_let_in() -> None:
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    }
    let_in = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE))
    assert copied == let_in
    assert [source for source in copied if not (ROOT / source).exists()] == []


def _interpolated(value: str) -> str:
    """What compose makes of a value when the secrets, and nothing else, are given."""
    return re.sub(r"\$\{(\w+):[?-]([^}]*)\}", lambda found: SECRETS.get(found[1], found[2]), value)
