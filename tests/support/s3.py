"""An S3 server of the tests' own: moto, over HTTP and in its own process.

Its server mode runs on flask and flask_cors, which moto itself leaves to whoever wants that mode.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import boto3
import botocore.exceptions
from botocore.client import BaseClient

from tests.support.processes import free_port, running


class S3Settings(NamedTuple):
    """What the registry needs to know of a bucket; the fields of `CTXPACK_S3_*`."""

    endpoint: str
    bucket: str
    access_key: str
    secret_key: str
    region: str

    @property
    def environ(self) -> dict[str, str]:
        """The environment variables that say the same to the registry."""
        return {f"CTXPACK_S3_{name.upper()}": value for name, value in self._asdict().items()}

    def client(self) -> BaseClient:
        """A boto3 client of this server."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            aws_access_key_id=self.access_key,
            aws_secret_access_key=self.secret_key,
            region_name=self.region,
        )


@contextmanager
def s3_server() -> Iterator[S3Settings]:
    """A running server with one empty bucket."""
    port = free_port()
    settings = S3Settings(f"http://127.0.0.1:{port}", "ctxpack-tests", "test", "test-secret", "us-east-1")
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, lambda: _answers(settings)):
        yield settings


def _answers(settings: S3Settings) -> bool:
    try:
        settings.client().create_bucket(Bucket=settings.bucket)
    except botocore.exceptions.EndpointConnectionError:
        return False
    return True
