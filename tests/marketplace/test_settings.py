"""What the environment makes of the settings, each time in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

OPERATIONS = Path("docs/OPERATIONS.md")
SHOW = """
import json, sys
from marketplace import settings
found = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
json.dump(found, sys.stdout, default=str)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Nothing but a folder of one's own."""
    kept = ("PATH", "COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
    mine = {name: os.environ[name] for name in kept if name in os.environ}
    return {**mine, "CTXPACK_DATA_DIR": str(tmp_path / "data"), "PYTHONPATH": "."}


def settings(environment: dict[str, str], **variables: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SHOW], env=environment | variables, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


def check(environment: dict[str, str], **variables: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env=environment | variables, capture_output=True, text=True, check=False)


def test_with_nothing_set_everything_is_in_one_folder(environment: dict[str, str], tmp_path: Path) -> None:
    found = settings(environment)
    assert found["DATABASES"]["default"]["NAME"] == str(tmp_path / "data" / "registry.sqlite3")
    assert found["CTXPACK_STORE"].endswith("FileStore")
    assert found["CTXPACK_WAKE"].endswith("thread")
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "[::1]", "localhost"]


def test_the_secret_is_kept_from_one_start_to_the_next(environment: dict[str, str]) -> None:
    assert settings(environment)["SECRET_KEY"] == settings(environment)["SECRET_KEY"]
    assert settings(environment, CTXPACK_SECRET_KEY="given")["SECRET_KEY"] == "given"


def test_each_engine_is_chosen_by_its_own_setting(environment: dict[str, str]) -> None:
    grown = settings(
        environment,
        DATABASE_URL="postgresql://someone@host/name",
        CELERY_BROKER_URL="redis://host:6379/0",
        CTXPACK_S3_BUCKET="packs",
    )
    assert grown["DATABASES"]["default"]["ENGINE"].endswith("postgresql")
    assert grown["CTXPACK_WAKE"].endswith("celery")
    assert grown["CTXPACK_STORE"].endswith("S3Store")


def test_a_worker_is_ended_before_its_lease_and_its_message_outlives_both(
    environment: dict[str, str],
) -> None:
    for seconds in ("2", "90", "3000"):
        found = settings(environment, CTXPACK_LEASE_SECONDS=seconds)
        soft, hard = found["CELERY_TASK_SOFT_TIME_LIMIT"], found["CELERY_TASK_TIME_LIMIT"]
        visible = found["CELERY_BROKER_TRANSPORT_OPTIONS"]["visibility_timeout"]
        assert soft <= hard <= int(seconds) < visible


def test_celery_confirms_late_and_takes_one_at_a_time(environment: dict[str, str]) -> None:
    found = settings(environment)
    assert found["CELERY_TASK_ACKS_LATE"]
    assert found["CELERY_TASK_REJECT_ON_WORKER_LOST"]
    assert found["CELERY_WORKER_PREFETCH_MULTIPLIER"] == 1


def test_https_switches_on_everything_that_belongs_to_it(environment: dict[str, str]) -> None:
    found = settings(environment, CTXPACK_PUBLIC_URL="https://packs.example.org")
    assert "packs.example.org" in found["ALLOWED_HOSTS"]
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"):
        assert found[name]
    assert found["SESSION_COOKIE_NAME"].startswith("__Host-")


def test_accounts_of_other_sites_may_sign_in_where_the_operator_says_so(environment: dict[str, str]) -> None:
    assert settings(environment)["SOCIALACCOUNT_PROVIDERS"] == {}
    done = check(environment, CTXPACK_SOCIAL="github:id:se:cret", CTXPACK_PUBLIC_URL="https://packs.example")
    assert done.returncode == 0, done.stderr
    found = settings(environment, CTXPACK_SOCIAL="github:id:se:cret")
    assert "allauth.socialaccount.providers.github" in found["INSTALLED_APPS"]
    assert found["SOCIALACCOUNT_PROVIDERS"] == {
        "github": {"APPS": [{"client_id": "id", "secret": "se:cret"}]}
    }


def test_whoever_can_be_written_to_must_show_that_the_address_is_theirs(environment: dict[str, str]) -> None:
    assert settings(environment)["ACCOUNT_EMAIL_VERIFICATION"] == "optional"
    assert settings(environment)["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    grown = settings(environment, CTXPACK_EMAIL_HOST="mail.example.org")
    assert grown["ACCOUNT_EMAIL_VERIFICATION"] == "mandatory"
    assert grown["EMAIL_BACKEND"].endswith("smtp.EmailBackend")


def test_djangos_own_check_for_production_finds_nothing(environment: dict[str, str]) -> None:
    done = check(environment, CTXPACK_PUBLIC_URL="https://packs.example.org")
    assert done.returncode == 0, done.stderr


def test_a_wrong_value_is_one_clear_sentence(environment: dict[str, str]) -> None:
    done = check(environment, CTXPACK_LEASE_SECONDS="soon")
    assert done.returncode != 0
    assert "CTXPACK_LEASE_SECONDS must be a whole number of at least 1: soon" in done.stderr


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(environment: dict[str, str]) -> None:
    directives = settings(environment)["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]
    assert directives["default-src"] == ["'none'"]
    assert {source for sources in directives.values() for source in sources} <= {"'none'", "'self'", "data:"}


def test_every_setting_is_explained_to_operators_and_every_one_explained_is_read() -> None:
    code = Path("marketplace/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z0-9_]+)"', code))
    table = OPERATIONS.read_text(encoding="utf-8").partition("## Settings")[2].partition("\n## ")[0]
    explained = {
        name
        for row in table.splitlines()
        if row.startswith("| `")
        for name in re.findall(r"`([A-Z0-9_]+)`", row.split("|")[1])
    }
    assert explained == read
