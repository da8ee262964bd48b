import io
import json
import os
from collections.abc import Callable

import pytest
from pytest_django.fixtures import Settings

from packformat.digest import Digest
from registry.downloads import Noted, take
from registry.edge.archives import ONE_PIECE
from registry.storage.base import Store

CONTENT = bytes(range(250)) * 8
PATH = f"/archives/{Digest.of(CONTENT).hex}.zip"


@pytest.fixture(autouse=True)
def _stored(store: Store) -> None:
    store.put(PATH[1:], io.BytesIO(CONTENT))


def test_an_archive_comes_whole_and_may_be_kept_for_ever(ask: Callable) -> None:
    answer = ask(PATH)
    assert (answer.status, answer.body) == (200, CONTENT)
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-length"] == "2000"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["accept-ranges"] == "bytes"


def test_a_large_archive_comes_in_pieces(ask: Callable, store: Store) -> None:
    content = os.urandom(1000) * 3000
    assert len(content) > ONE_PIECE
    path = f"/archives/{Digest.of(content).hex}.zip"
    store.put(path[1:], io.BytesIO(content))
    assert ask(path).body == content


def test_single_skills_come_the_same_way(ask: Callable, store: Store) -> None:
    store.put(f"skills/{Digest.of(b'x').hex}.zip", io.BytesIO(b"x"))
    assert ask(f"/skills/{Digest.of(b'x').hex}.zip").body == b"x"
    assert ask(f"/archives/{Digest.of(b'x').hex}.zip").status == 404


def test_whoever_has_it_gets_nothing_again(ask: Callable) -> None:
    answer = ask(PATH, if_none_match=ask(PATH).headers["etag"])
    assert (answer.status, answer.body) == (304, b"")


@pytest.mark.parametrize(
    ("wanted", "start", "end"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, 2000),
        ("bytes=-5", 1995, 2000),
        ("bytes=-5000", 0, 2000),
        ("bytes=1990-5000", 1990, 2000),
        (" bytes=0-0 ", 0, 1),
    ],
)
def test_a_range_is_sent_alone(ask: Callable, wanted: str, start: int, end: int) -> None:
    answer = ask(PATH, range=wanted)
    assert (answer.status, answer.body) == (206, CONTENT[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/2000"
    assert answer.headers["content-length"] == str(end - start)


@pytest.mark.parametrize("wanted", ["bytes=2000-", "bytes=5-4", "bytes=-0"])
def test_a_range_outside_the_archive_is_refused_with_its_size(ask: Callable, wanted: str) -> None:
    answer = ask(PATH, range=wanted)
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */2000")
    assert json.loads(answer.body)["code"] == "E_RANGE"


@pytest.mark.parametrize(
    "wanted", ["bytes=0-1,5-6", "bytes=-", "lines=1-2", "bytes=a-b", "bytes=1", f"bytes=0-{'9' * 5000}"]
)
def test_a_range_that_is_not_understood_is_passed_over(ask: Callable, wanted: str) -> None:
    assert ask(PATH, range=wanted).status == 200


def test_a_range_is_only_for_the_bytes_that_the_caller_began_with(ask: Callable) -> None:
    etag = ask(PATH).headers["etag"]
    assert ask(PATH, range="bytes=0-9", if_range=etag).status == 206
    assert ask(PATH, range="bytes=0-9", if_range='"other"').status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/archives/",
        "/archives/none.zip",
        f"/archives/{'0' * 64}.zip",
        f"/archives/{'A' * 64}.zip",
        f"/archives/{Digest.of(CONTENT).hex}",
        f"/archives/../uploads/{'0' * 64}.zip",
        PATH + "/",
        PATH + "\n",
    ],
)
def test_nothing_but_archives_is_served(ask: Callable, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert json.loads(answer.body)["code"] == "E_ROUTE_UNKNOWN"


def test_uploads_are_never_served(ask: Callable, store: Store) -> None:
    digest = Digest.of(b"not validated")
    store.put(f"uploads/{digest.hex}", io.BytesIO(b"not validated"))
    assert ask(f"/archives/{digest.hex}.zip").status == 404
    assert ask(f"/uploads/{digest.hex}").status == 299


def test_a_pack_fetched_whole_is_counted_and_nothing_else(
    ask: Callable, store: Store, settings: Settings
) -> None:
    settings.CTXPACK_PROXIES = 1
    store.put(f"skills/{Digest.of(b'x').hex}.zip", io.BytesIO(b"x"))
    take()
    ask(f"/skills/{Digest.of(b'x').hex}.zip", x_forwarded_for="192.0.2.1")
    ask(PATH, method="HEAD", x_forwarded_for="192.0.2.1")
    ask(PATH, range="bytes=5-9", x_forwarded_for="192.0.2.1")
    assert take() == set()
    ask(PATH, x_forwarded_for="192.0.2.1")
    assert take() == {Noted(Digest.of(CONTENT).hex, "192.0.2.0/24")}
