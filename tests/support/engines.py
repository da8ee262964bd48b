"""The real engines as fixtures: started on first use, once per test process, ended with it.

`DATABASE_URL`, `CELERY_BROKER_URL` and `CTXPACK_S3_*`, where set, name engines to use instead.
"""

import os
from collections.abc import Iterator

import pytest

from tests.support.postgres import postgres
from tests.support.redis_server import redis_server
from tests.support.s3 import S3Settings, s3_server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The URL of a PostgreSQL database whose user may create others."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        yield given
    else:
        with postgres() as url:
            yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The URL of a Redis database that tests may flush."""
    given = os.environ.get("CELERY_BROKER_URL", "")
    if given.startswith("redis"):
        yield given
    else:
        with redis_server() as url:
            yield url


@pytest.fixture(scope="session")
def s3_settings() -> Iterator[S3Settings]:
    """An S3 server over HTTP and a bucket on it that exists."""
    if "CTXPACK_S3_ENDPOINT" in os.environ:
        yield S3Settings(*(os.environ[f"CTXPACK_S3_{name.upper()}"] for name in S3Settings._fields))
    else:
        with s3_server() as settings:
            yield settings
