import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection

from registry.models import IndexDocument, User
from registry.services.index import publish_root
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import published

PACK = "/index/v1/packs/month-end.jsonl"

pytestmark = pytest.mark.django_db


def test_a_document_comes_as_it_was_signed(ask: Callable, ada: User) -> None:
    published(ada)
    answer = ask(PACK)
    assert answer.status == 200
    assert answer.body == bytes(IndexDocument.objects.get(name="packs/month-end").body)
    assert answer.headers["content-type"] == "application/jsonl"
    assert answer.headers["content-length"] == str(len(answer.body))


def test_the_root_document_comes_the_same_way(ask: Callable) -> None:
    publish_root()
    assert json.loads(ask("/index/v1/root.jsonl").body.splitlines()[1])["type"] == "root"


def test_whoever_has_it_already_gets_only_the_news_that_nothing_changed(ask: Callable, ada: User) -> None:
    published(ada)
    etag = ask(PACK).headers["etag"]
    for condition in (etag, f'"other", W/{etag}', "*"):
        answer = ask(PACK, if_none_match=condition)
        assert (answer.status, answer.body, answer.headers["etag"]) == (304, b"", etag)
    assert ask(PACK, if_none_match='"other"').status == 200


def test_a_change_shows_at_the_next_request(ask: Callable, ada: User) -> None:
    published(ada)
    etag = ask(PACK).headers["etag"]
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="wrong rates")
    run_due()
    answer = ask(PACK, if_none_match=etag)
    assert answer.status == 200
    assert b"wrong rates" in answer.body
    assert answer.headers["cache-control"] == "public, no-cache"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/index/v1/packs/none-such.jsonl", "E_PACK_ABSENT"),
        ("/index/v1/packs/month-end", "E_ROUTE_UNKNOWN"),
        ("/index/v1/packs/.jsonl", "E_ROUTE_UNKNOWN"),
        ("/index/v1/packs/../../x.jsonl", "E_PACK_ABSENT"),
        ("/index/v1/other.jsonl", "E_ROUTE_UNKNOWN"),
        ("/index/v1/", "E_ROUTE_UNKNOWN"),
        ("/index/v1/packs/' OR 1=1 --.jsonl", "E_PACK_ABSENT"),
    ],
)
def test_what_is_not_there_is_a_problem_document(ask: Callable, ada: User, path: str, code: str) -> None:
    published(ada)
    answer = ask(path)
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert json.loads(answer.body)["code"] == code


@pytest.mark.usefixtures("transactional_db")
def test_a_connection_that_the_database_dropped_is_opened_again(
    ask: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_root()
    dropped = connection.cursor

    def refuse_once() -> object:
        monkeypatch.undo()
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", refuse_once)
    assert ask("/index/v1/root.jsonl").status == 200
    assert connection.cursor == dropped


def test_within_a_transaction_a_broken_connection_is_a_fault(
    ask: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> object:
        raise DatabaseError("server closed the connection")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = ask("/index/v1/root.jsonl")
    assert (answer.status, json.loads(answer.body)["code"]) == (500, "E_INTERNAL")
