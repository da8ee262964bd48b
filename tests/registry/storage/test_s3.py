import io
from contextlib import nullcontext

import pytest
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from registry.storage.s3 import S3Store
from tests.support.processes import free_port
from tests.support.s3 import S3Settings
from tests.support.scripted_server import Server


def store_of(settings: Settings, **options: str) -> S3Store:
    settings.CTXPACK_S3 = options
    return S3Store.from_settings()


def test_a_service_that_does_not_answer_is_reported(settings: Settings) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    store = store_of(
        settings, endpoint=nobody, bucket="b", access_key="a", secret_key="s", region="us-east-1"
    )
    with pytest.raises(RegistryError, match=r"could not read `archives/a\.zip`") as caught:
        store.read("archives/a.zip")
    assert caught.value.code == "E_STORE_UNAVAILABLE"
    with pytest.raises(RegistryError):
        store.size("archives/a.zip")


def answer(status: str, code: str = "") -> bytes:
    body = f"<Error><Code>{code}</Code></Error>".encode() if code else b""
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (
        status.encode(),
        len(body),
        body,
    )


@pytest.mark.parametrize(
    ("last", "is_kept"),
    [
        (("200 OK",), True),
        (("412 Precondition Failed", "PreconditionFailed"), True),
        (("409 Conflict", "ConditionalRequestConflict"), False),
    ],
)
def test_whoever_puts_what_another_puts_in_that_moment_tries_again(
    settings: Settings, last: tuple[str, ...], *, is_kept: bool
) -> None:
    raced = answer("409 Conflict", "ConditionalRequestConflict")
    server = Server()
    server._scripts = [server.answering(reply) for reply in (raced, raced, answer(*last))]
    with server:
        store = store_of(
            settings,
            endpoint=f"http://127.0.0.1:{server.port}",
            bucket="b",
            access_key="a",
            secret_key="s",
            region="us-east-1",
        )
        with nullcontext() if is_kept else pytest.raises(RegistryError, match="ConditionalRequestConflict"):
            store.put("archives/a.zip", io.BytesIO(b"the archive"))
    assert [request.endswith(b"the archive") for request in server.received] == [True] * 3


@pytest.mark.parametrize("call", ["put", "replace", "delete", "keys"])
def test_a_bucket_that_is_not_there_is_reported(
    settings: Settings, s3_settings: S3Settings, call: str
) -> None:
    store = store_of(settings, **{**s3_settings._asdict(), "bucket": "missing"})
    calls = {
        "put": lambda: store.put("a", io.BytesIO(b"")),
        "replace": lambda: store.replace("a", b""),
        "delete": lambda: store.delete("a"),
        "keys": lambda: list(store.keys("")),
    }
    with pytest.raises(RegistryError, match="NoSuchBucket"):
        calls[call]()
