from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from registry.models import IndexDocument, User
from registry.services.work import run_due
from tests.support.registry import published

Send = Callable[..., HttpResponse]
ONE = "/api/v1/packs/month-end/releases/1.0.0"


def test_a_release_says_everything_that_is_known_of_it(send: Send, ada: User) -> None:
    release = published(ada, requires={"ledger-core": "^1.2"}).release
    body = send(ONE).json()
    assert (body["pack"], body["version"], body["publisher"]) == ("month-end", "1.0.0", "ledgers")
    assert (body["archive"], body["tree"]) == (release.archive_digest, release.tree_digest)
    assert body["archive_url"] == f"http://testserver/archives/{release.archive_digest[7:]}.zip"
    assert body["requirements"] == [{"name": "ledger-core", "specifier": ">=1.2.0,<2.0.0"}]
    assert [part["label"] for part in body["components"]] == ["skill:month-end"]
    assert body["manifest"]["licence"] == "Apache-2.0"
    assert body["readme"].startswith("# month-end")
    assert (body["report"]["verdict"], body["report"]["digest"]) == ("accepted", release.archive_digest)


@pytest.mark.parametrize("path", ["/api/v1/packs/month-end/releases/9.9.9", "/api/v1/packs/x/releases/1.0.0"])
def test_a_release_that_is_not_there_is_not_found(send: Send, ada: User, path: str) -> None:
    published(ada)
    answer = send(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "E_RELEASE_ABSENT")


def test_a_yank_is_shown_at_once_and_reaches_the_index(send: Send, ada: User) -> None:
    published(ada)
    answer = send(f"{ONE}/yank", "POST", {"reason": "wrong rates"}, by=ada)
    assert (answer.status_code, answer.json()["yanked"]) == (200, "wrong rates")
    run_due()
    assert b"wrong rates" in bytes(IndexDocument.objects.get(name="packs/month-end").body)
    answer = send(f"{ONE}/unyank", "POST", by=ada)
    assert (answer.status_code, answer.json()["yanked"]) == (200, None)


@pytest.mark.parametrize("data", [None, {}, {"reason": ""}, {"reason": 5}, {"reason": "x" * 301}])
def test_a_yank_needs_a_reason(send: Send, ada: User, data: object) -> None:
    published(ada)
    answer = send(f"{ONE}/yank", "POST", data, by=ada)
    assert (answer.status_code, answer.json()["code"]) == (400, "E_FIELD")
    assert answer.json()["field"] == "reason"


def test_the_number_of_queries_does_not_depend_on_the_pack(send: Send, ada: User) -> None:
    counts = []
    for number in (0, 30):
        name = f"pack-{number}"
        published(ada, name=name, requires={f"other-{n}": ">=1" for n in range(number)})
        with CaptureQueriesContext(connection) as queries:
            send(f"/api/v1/packs/{name}/releases/1.0.0")
        counts.append(len(queries))
    # The release with its pack and publisher, components, requirements, advisories, the report, its findings.
    assert counts == [6, 6]
