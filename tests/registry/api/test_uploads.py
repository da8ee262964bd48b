import io
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.test.client import BOUNDARY, encode_multipart

from registry.api.uploads import ENVELOPE
from registry.models import Submission, User
from registry.services.submit import LARGEST_UPLOAD
from registry.services.tokens import create_token
from registry.storage.base import Store
from tests.support.registry import pack_zip

FORM = f"multipart/form-data; boundary={BOUNDARY}"


@pytest.fixture
def post(ada: User) -> Callable[..., HttpResponse]:
    token = create_token(actor=ada, name="a test", scopes=["publish"])[1]
    client = Client(headers={"Authorization": f"Bearer {token}"})

    def post(body: bytes, content_type: str = FORM, **extra: str) -> HttpResponse:
        return client.generic("POST", "/api/v1/submissions", body, content_type, **extra)

    return post


def named(data: bytes, name: str = "p.zip") -> io.BytesIO:
    file = io.BytesIO(data)
    file.name = name
    return file


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"no form at all", FORM),
        (b"--wrong\r\n\r\n", FORM),
        (b"x", "multipart/form-data"),
        (encode_multipart(BOUNDARY, {"archive": named(b"PK")})[:60], FORM),
    ],
)
def test_a_form_that_cannot_be_read_is_refused(
    post: Callable[..., HttpResponse], body: bytes, content_type: str
) -> None:
    answer = post(body, content_type)
    assert answer.status_code == 400
    assert answer.json()["code"] in ("E_REQUEST", "E_FIELD")
    assert not Submission.objects.exists()


def test_an_upload_that_states_its_size_is_refused_before_it_is_read(
    post: Callable[..., HttpResponse],
) -> None:
    stated = str(LARGEST_UPLOAD + ENVELOPE + 1)
    answer = post(encode_multipart(BOUNDARY, {"archive": pack_zip()}), CONTENT_LENGTH=stated)
    assert (answer.status_code, answer.json()["code"]) == (413, "E_UPLOAD_TOO_LARGE")


def test_an_upload_that_is_too_large_is_given_up_while_it_is_read(
    post: Callable[..., HttpResponse], store: Store
) -> None:
    body = encode_multipart(BOUNDARY, {"archive": named(bytes(LARGEST_UPLOAD + 1))})
    answer = post(body)
    assert (answer.status_code, answer.json()["limit"]) == (413, LARGEST_UPLOAD)
    assert list(store.keys("")) == []


def test_several_files_do_not_add_up_beyond_the_limit(post: Callable[..., HttpResponse]) -> None:
    half = bytes(LARGEST_UPLOAD // 2 + 1)
    answer = post(encode_multipart(BOUNDARY, {"archive": named(half), "other": named(half)}))
    assert answer.status_code == 413


def test_an_upload_of_exactly_the_limit_is_taken(post: Callable[..., HttpResponse]) -> None:
    answer = post(encode_multipart(BOUNDARY, {"archive": named(bytes(LARGEST_UPLOAD))}))
    assert (answer.status_code, answer.json()["size"]) == (202, LARGEST_UPLOAD)


def test_a_form_of_endless_fields_is_refused(post: Callable[..., HttpResponse]) -> None:
    fields = {f"field-{n}": "x" for n in range(1200)}
    answer = post(encode_multipart(BOUNDARY, fields))
    assert answer.status_code in (400, 413)


def test_the_name_of_the_file_means_nothing(post: Callable[..., HttpResponse], store: Store) -> None:
    upload = pack_zip()
    upload.name = "../../etc/passwd"
    answer = post(encode_multipart(BOUNDARY, {"archive": upload}))
    assert answer.status_code == 202
    assert [key.partition("/")[0] for key in store.keys("")] == ["uploads"]


def test_nul_in_a_field_is_refused_on_every_database(post: Callable[..., HttpResponse]) -> None:
    answer = post(encode_multipart(BOUNDARY, {"publisher": "led\0gers", "archive": named(b"x")}))
    assert (answer.status_code, answer.json()["code"]) == (400, "E_REQUEST")
