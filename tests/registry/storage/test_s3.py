import io

import pytest
from pytest_django.fixtures import Settings

from packformat.errors import RegistryError
from registry.storage.s3 import S3Store
from tests.support.processes import free_port
from tests.support.s3 import S3Settings


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
