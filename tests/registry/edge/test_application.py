import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from registry.edge import documents
from registry.models import User
from tests.support.registry import published


@pytest.mark.parametrize("path", ["/", "/packs/month-end", "/api/v1/packs", "/index", "/api/v1/resolve/"])
def test_what_is_not_its_own_is_passed_on(ask: Callable, path: str) -> None:
    answer = ask(path)
    assert (answer.status, answer.body) == (299, b"behind")
    assert "content-security-policy" not in answer.headers


@pytest.mark.parametrize(
    ("path", "method", "allowed"),
    [
        ("/index/v1/root.jsonl", "POST", "GET, HEAD"),
        ("/archives/x.zip", "DELETE", "GET, HEAD"),
        ("/api/v1/resolve", "GET", "POST"),
    ],
)
def test_a_method_that_is_not_possible_is_refused(
    ask: Callable, path: str, method: str, allowed: str
) -> None:
    answer = ask(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)
    assert json.loads(answer.body)["code"] == "E_METHOD"


@pytest.mark.parametrize("path", ["/", "/index/v1/packs/nothing.jsonl"])
def test_a_cookie_that_holds_nul_is_refused_before_a_database_is_asked_for_it(
    ask: Callable, path: str
) -> None:
    answer = ask(path, cookie='ctxpack-session="abcdefgh\\000"')
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "E_REQUEST")


def test_head_is_get_without_the_body(ask: Callable, ada: User) -> None:
    release = published(ada).release
    for path in (
        "/index/v1/packs/month-end.jsonl",
        f"/archives/{release.archive_digest[7:]}.zip",
        "/archives/no",
    ):
        got, headed = ask(path), ask(path, "HEAD")
        assert (headed.status, headed.headers, headed.body) == (got.status, got.headers, b"")


def test_a_fault_of_ours_is_a_problem_document_without_its_cause(
    ask: Callable, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("the secret cause")

    monkeypatch.setattr(documents, "rows_of", broken)
    answer = ask("/index/v1/root.jsonl")
    assert answer.status == 500
    assert json.loads(answer.body)["code"] == "E_INTERNAL"
    assert b"secret" not in answer.body
    assert "the secret cause" in caplog.text


def test_a_large_body_that_is_not_sent_is_let_go(ask: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[bool] = []
    body = SimpleNamespace(close=lambda: closed.append(True))
    monkeypatch.setattr(
        "registry.edge.archives.current_store",
        lambda: SimpleNamespace(size=lambda _: 5_000_000, chunks=lambda *_: body),
    )
    assert ask(f"/archives/{'0' * 64}.zip", "HEAD").headers["content-length"] == "5000000"
    assert closed == [True]


@pytest.mark.parametrize("path", ["/packs/a\0b", "/?kind=a%00b"])
def test_an_address_with_nul_is_refused_before_a_database_is_asked(ask: Callable, path: str) -> None:
    answer = ask(path)
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "E_REQUEST")
