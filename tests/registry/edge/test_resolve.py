import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from packformat.index import PackDocument
from packformat.signing import split_documents
from registry.edge.resolve import LARGEST_REQUEST, MOST_PACKS
from registry.models import User
from registry.services.index import publish_root
from tests.support.registry import published

pytestmark = pytest.mark.django_db


def resolve(ask: Callable, *packs: str) -> list[str]:
    """The documents that came, by name."""
    answer = ask("/api/v1/resolve", "POST", json.dumps({"packs": packs}).encode())
    assert answer.status == 200, answer.body
    assert answer.headers["content-length"] == str(len(answer.body))
    payloads = [json.loads(payload) for _, payload in split_documents(answer.body, "a test")]
    return [payload.get("name", payload["type"]) for payload in payloads]


@pytest.fixture
def graph(ada: User) -> None:
    """A needs b, b needs c; only an old version of a needs d; c needs a again; e stands alone."""
    published(ada, name="aa", requires={"bb": ">=1", "dd": ">=1"})
    published(ada, name="aa", version="2.0.0", requires={"bb": ">=1"})
    published(ada, name="bb", requires={"cc": ">=1", "not-here": ">=1"})
    published(ada, name="cc", requires={"aa": ">=1"})
    published(ada, name="dd")
    published(ada, name="ee")


@pytest.mark.usefixtures("graph")
def test_everything_that_any_release_could_need_comes_in_one_answer(ask: Callable) -> None:
    assert resolve(ask, "aa") == ["root", "aa", "bb", "dd", "cc"]


@pytest.mark.usefixtures("graph")
def test_documents_are_the_stored_bytes(ask: Callable) -> None:
    answer = ask("/api/v1/resolve", "POST", b'{"packs": ["dd"]}')
    assert answer.body == ask("/index/v1/root.jsonl").body + ask("/index/v1/packs/dd.jsonl").body
    [_, (_, payload)] = split_documents(answer.body, "a test")
    assert PackDocument.parse(payload, "a test").name == "dd"


@pytest.mark.usefixtures("graph")
def test_packs_that_are_not_here_are_passed_over(ask: Callable) -> None:
    assert resolve(ask, "none-such", "ee", "ee") == ["root", "ee"]


def test_nothing_asked_for_gives_the_root_document(ask: Callable) -> None:
    publish_root()
    assert resolve(ask) == ["root"]


@pytest.mark.usefixtures("graph")
def test_one_query_a_level_however_wide(ask: Callable) -> None:
    with CaptureQueriesContext(connection) as queries:
        resolve(ask, "aa", "ee")
    assert len(queries) == 3


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "E_REQUEST"),
        (b"not json", "E_REQUEST"),
        (b"[]", "E_REQUEST"),
        (b"{}", "E_REQUEST"),
        (b"[" * 60_000, "E_REQUEST"),
        (b'{"packs": "aa"}', "E_FIELD"),
        (b'{"packs": [1]}', "E_FIELD"),
        (json.dumps({"packs": ["aa"] * (MOST_PACKS + 1)}).encode(), "E_FIELD"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(ask: Callable, body: bytes, code: str) -> None:
    answer = ask("/api/v1/resolve", "POST", body)
    assert (answer.status, json.loads(answer.body)["code"]) == (400, code)


def test_a_request_is_read_only_up_to_its_limit(ask: Callable) -> None:
    answer = ask("/api/v1/resolve", "POST", b" " * (LARGEST_REQUEST + 1))
    assert (answer.status, json.loads(answer.body)["code"]) == (413, "E_UPLOAD_TOO_LARGE")


@pytest.mark.usefixtures("graph")
def test_a_graph_without_end_is_not_followed_for_ever(ask: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("registry.edge.resolve.MOST_DOCUMENTS", 3)
    answer = ask("/api/v1/resolve", "POST", b'{"packs": ["aa"]}')
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "E_FIELD")


def test_names_that_cannot_be_are_not_even_looked_for(ask: Callable) -> None:
    publish_root()
    assert resolve(ask, "x" * 65, "é", "a\0b", "root", "' OR 1=1") == ["root"]
