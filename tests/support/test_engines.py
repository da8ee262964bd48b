"""The engines the contract suites stand on are the real ones, and end with the tests."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
import redis

from tests.support.processes import GUARD, DidNotStartError, running
from tests.support.s3 import S3Settings
from tests.support.waiting import PATIENCE_SECONDS, wait_until


def test_postgresql_18_creates_databases_and_answers_queries(postgres_url: str) -> None:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS engine_proof")
        connection.execute("CREATE DATABASE engine_proof")
        version, encoding = connection.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
        ).fetchone()
        connection.execute("DROP DATABASE engine_proof")
    assert version >= 180000
    assert encoding == "UTF8"


def test_redis_keeps_a_list_in_order(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.delete("engine-proof")
        client.rpush("engine-proof", "first", "second")
        assert client.lpop("engine-proof") == b"first"
        client.delete("engine-proof")


def test_s3_gives_back_the_bytes_it_was_given(s3_settings: S3Settings) -> None:
    client = s3_settings.client()
    client.put_object(Bucket=s3_settings.bucket, Key="engine/proof", Body=b"\x00bytes")
    answer = client.get_object(Bucket=s3_settings.bucket, Key="engine/proof")
    assert answer["Body"].read() == b"\x00bytes"


def test_the_s3_settings_are_the_registrys_environment_variables(s3_settings: S3Settings) -> None:
    assert s3_settings.environ["CTXPACK_S3_ENDPOINT"] == s3_settings.endpoint
    assert set(s3_settings.environ) == {
        "CTXPACK_S3_ENDPOINT",
        "CTXPACK_S3_BUCKET",
        "CTXPACK_S3_ACCESS_KEY",
        "CTXPACK_S3_SECRET_KEY",
        "CTXPACK_S3_REGION",
    }


def test_a_program_that_does_not_start_says_what_it_wrote() -> None:
    script = "import sys; sys.exit('no licence to run')"
    with (
        pytest.raises(DidNotStartError, match="no licence to run"),
        running([sys.executable, "-c", script], bool),
    ):
        pass


def test_an_engine_ends_when_its_tests_are_killed(tmp_path: Path) -> None:
    engine_pid = tmp_path / "pid"
    engine = f"import os, time; open({str(engine_pid)!r}, 'w').write(str(os.getpid())); time.sleep(600)"
    tests = f"""
import sys, time
from tests.support.processes import running
with running([sys.executable, "-uc", {engine!r}], lambda: True):
    time.sleep(600)
"""
    starter = subprocess.Popen([sys.executable, "-c", tests], cwd=Path(__file__).parents[2])
    wait_until(lambda: engine_pid.exists() and engine_pid.read_text() != "")
    starter.send_signal(signal.SIGKILL)
    starter.wait()
    wait_until(lambda: not _is_alive(int(engine_pid.read_text())))


def test_a_program_that_ends_by_itself_ends_its_guard() -> None:
    command = [sys.executable, GUARD, "SIGTERM", "-", sys.executable, "-c", "raise SystemExit(7)"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as guard:
        assert guard.wait(PATIENCE_SECONDS) == 7


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
