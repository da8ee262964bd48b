"""A store in a bucket of an S3-compatible service."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Self

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings

from packformat.errors import RegistryError
from registry.errors import ERRORS

CHUNK = 256 * 1024
"""Bytes passed on at once."""

_ABSENT = frozenset({"404", "NoSuchKey", "NotFound"})
_EXISTS = frozenset({"412", "PreconditionFailed"})
_RACED = frozenset({"409", "ConditionalRequestConflict"})
"""Somebody puts the same object in this moment: S3 wants the request to be made again."""
_TRIES = 3


class S3Store:
    """Objects in one bucket. The bucket must exist; docs/OPERATIONS.md lists the rights that are needed."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    @classmethod
    def from_settings(cls) -> Self:
        """Make a client for the service that the settings name; without an endpoint it is AWS."""
        options = settings.CTXPACK_S3
        client = boto3.client(
            "s3",
            endpoint_url=options["endpoint"] or None,
            region_name=options["region"],
            aws_access_key_id=options["access_key"] or None,
            aws_secret_access_key=options["secret_key"] or None,
            config=Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"mode": "standard", "total_max_attempts": 3},
                # Compatible services differ in the newer trailing checks; ours are the digests.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                # A bucket's name as part of the path works with every service, its own host name does not.
                s3={"addressing_style": "path"} if options["endpoint"] else {},
            ),
        )
        return cls(client, options["bucket"])

    def put(self, key: str, source: BinaryIO) -> None:
        """Keep `source` under `key`, unless an object is there.

        A service that does not know `If-None-Match` overwrites, with the same bytes: the key names them.
        """
        begin = source.tell()
        with _reported("put", key):
            for tries_left in reversed(range(_TRIES)):
                try:
                    self._client.put_object(Bucket=self._bucket, Key=key, Body=source, IfNoneMatch="*")
                except ClientError as error:
                    if _code(error) in _EXISTS:
                        return
                    if _code(error) not in _RACED or not tries_left:
                        raise
                    source.seek(begin)
                else:
                    return

    def replace(self, key: str, data: bytes) -> None:
        """Keep `data` under `key`."""
        with _reported("replace", key):
            self._client.put_object(Bucket=self._bucket, Key=key, Body=data)

    def read(self, key: str) -> bytes:
        """Return the whole object."""
        with _reported("read", key):
            data: bytes = self._client.get_object(Bucket=self._bucket, Key=key)["Body"].read()
            return data

    def chunks(self, key: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Return part of the object, in pieces."""
        last = "" if end is None else str(end - 1)
        wanted = {"Range": f"bytes={start}-{last}"} if start or last else {}
        with _reported("read", key):
            body = self._client.get_object(Bucket=self._bucket, Key=key, **wanted)["Body"]
        return _pieces(body, key)

    def size(self, key: str) -> int | None:
        """Return the bytes of the object."""
        try:
            with _reported("read", key):
                length: int = self._client.head_object(Bucket=self._bucket, Key=key)["ContentLength"]
                return length
        except RegistryError as error:
            if error.code == "E_STORE_ABSENT":
                return None
            raise

    def delete(self, key: str) -> None:
        """Remove the object."""
        with _reported("delete", key):
            self._client.delete_object(Bucket=self._bucket, Key=key)

    def keys(self, prefix: str) -> Iterator[str]:
        """Return the keys that begin with `prefix`."""
        pages = self._client.get_paginator("list_objects_v2")
        with _reported("list", prefix):
            for page in pages.paginate(Bucket=self._bucket, Prefix=prefix):
                for entry in page.get("Contents", ()):
                    yield entry["Key"]


def _pieces(body: Any, key: str) -> Iterator[bytes]:
    with _reported("read", key), body:
        yield from body.iter_chunks(CHUNK)


def _code(error: ClientError) -> str:
    return str(error.response["Error"]["Code"])


@contextmanager
def _reported(verb: str, key: str) -> Iterator[None]:
    """Turn what the service says into the registry's errors."""
    try:
        yield
    except ClientError as error:
        if _code(error) in _ABSENT:
            raise ERRORS.error("E_STORE_ABSENT", key=key) from error
        raise ERRORS.error("E_STORE_UNAVAILABLE", verb=verb, key=key, reason=_code(error)) from error
    except BotoCoreError as error:
        reason = type(error).__name__
        raise ERRORS.error("E_STORE_UNAVAILABLE", verb=verb, key=key, reason=reason) from error
