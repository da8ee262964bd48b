"""Every address of the API, with every method, called by everybody who might.

A route without rows here fails, and so does a method that a view has and no row speaks of.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from registry.api.urls import urlpatterns
from registry.models import Release, User
from registry.services.advisories import Statement, publish_advisory
from registry.services.complaints import complain
from registry.services.draft_reading import read_document
from registry.services.drafts import start_draft
from registry.services.members import invite_member
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from registry.services.wishes import wish_for
from registry.services.yank import yank_release
from tests.support import registry
from tests.support.attestations import sent, signed, with_evals
from tests.support.brought import bring
from tests.support.drafts import CLOSE
from tests.support.measuring import measured_for
from tests.support.registry import pack_zip, submitted

METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
ROLES = ("anonymous", "wrong scope", "other publisher", "member", "owner", "staff", "inactive")
OPEN = dict.fromkeys(ROLES, 200) | {"inactive": 401}
NOWHERE = dict.fromkeys(ROLES, 404) | {"inactive": 401}


def only(**statuses: int) -> dict[str, int]:
    """Statuses by role; a token that is missing or that lacks the scope never gets further."""
    return {"anonymous": 401, "wrong scope": 403, "inactive": 401} | {
        role.replace("_", " "): status for role, status in statuses.items()
    }


DRAFTING = dict.fromkeys(("other_publisher", "member", "owner", "staff"), 200)
YANKING = only(other_publisher=403, member=200, owner=200, staff=200)
SAYING = only(other_publisher=201, member=201, owner=201, staff=201)
FOLLOWING = only(other_publisher=204, member=204, owner=204, staff=204)
STAFF = only(other_publisher=403, member=403, owner=403)
MINE = only(other_publisher=200, member=200, owner=200, staff=200)
STATEMENT = Statement("low", "Wrong rates", "Returns come out too low.", "Wait")
# By route name: what each method answers to each role. Other methods are refused to everybody alike.
MATRIX: dict[str, dict[str, dict[str, int]]] = {
    "submissions": {"POST": only(other_publisher=202, member=202, owner=202, staff=403)},
    "submission": {"GET": only(other_publisher=404, member=200, owner=200, staff=200)},
    "mend": {"POST": only(other_publisher=404, member=409, owner=409, staff=403)},
    "packs": {"GET": OPEN},
    "pack": {"GET": OPEN},
    "release": {"GET": OPEN},
    "visibility": {"PUT": only(other_publisher=403, member=403, owner=200, staff=403)},
    "grants": {
        "GET": only(other_publisher=403, member=403, owner=200, staff=403),
        "POST": only(other_publisher=403, member=403, owner=409, staff=403),  # of a public pack
    },
    "grant": {"DELETE": only(other_publisher=403, member=403, owner=204, staff=403)},
    "yank": {"POST": YANKING},
    "unyank": {"POST": YANKING},
    "advisory-list": {"GET": OPEN},
    "pack-advisory-list": {"GET": OPEN, "POST": only(other_publisher=403, member=201, owner=201, staff=201)},
    "advisory": {"GET": OPEN, "PATCH": YANKING},
    "withdraw-advisory": {"POST": YANKING},
    "attestations": {"GET": OPEN, "POST": only(other_publisher=201, member=400, owner=400, staff=400)},
    "attestation": {"GET": OPEN, "DELETE": only(other_publisher=204, member=404, owner=404, staff=404)},
    "attestation-hidden": dict.fromkeys(
        ("PUT", "DELETE"), only(other_publisher=403, member=403, owner=403, staff=204)
    ),
    "addressee": {"GET": only(other_publisher=200, member=200, owner=200, staff=200)},
    "reviews": {"GET": OPEN, "POST": only(other_publisher=201, member=403, owner=403, staff=201)},
    "questions": {"GET": OPEN, "POST": SAYING},
    "answers": {"POST": SAYING},
    "complaints": {"POST": dict.fromkeys(ROLES, 201) | {"inactive": 401}},
    "wish-list": {"GET": OPEN, "POST": SAYING},
    "vote": {"POST": MINE},
    "follow-pack": {"PUT": FOLLOWING, "DELETE": FOLLOWING},
    "follow-publisher": {"PUT": FOLLOWING, "DELETE": FOLLOWING},
    "members": {
        "GET": only(other_publisher=403, member=200, owner=200, staff=403),
        "POST": only(other_publisher=403, member=403, owner=204, staff=403),
        "PATCH": only(other_publisher=403, member=403, owner=204, staff=403),
    },
    "invitation": dict.fromkeys(
        ("POST", "DELETE"), only(other_publisher=204, member=404, owner=404, staff=404)
    ),
    "publishers": {"POST": SAYING},
    "account-api": dict.fromkeys(("GET", "PATCH"), MINE),
    "granted": {"DELETE": only(other_publisher=404, member=404, owner=404, staff=404)},
    "recap-api": {"GET": MINE},
    "acts": {"GET": MINE},
    "export": {"GET": MINE},
    "tokens": {"GET": MINE},
    "token": {"DELETE": only(other_publisher=404, member=204, owner=404, staff=404)},
    "appeals": {
        "GET": only(other_publisher=200, member=200, owner=200, staff=200),
        "POST": only(other_publisher=404, member=404, owner=404, staff=404),
    },
    "notices": {
        "GET": MINE,
        "POST": FOLLOWING,
    },
    **{name: {"GET": STAFF | {"staff": 200}} for name in ("waiting", "held", "open-reports", "open-appeals")},
    "decide": {"POST": STAFF | {"staff": 409}},
    "answer-report": {"POST": STAFF | {"staff": 204}},
    "answer-appeal": {"POST": STAFF | {"staff": 404}},
    "removal": {"POST": STAFF | {"staff": 204}},
    "drafts": {"GET": only(**DRAFTING), "POST": only(**dict.fromkeys(DRAFTING, 201))},
    "draft": {
        "GET": only(other_publisher=404, member=200, owner=404, staff=404),
        "PUT": only(other_publisher=404, member=200, owner=404, staff=404),
        "DELETE": only(other_publisher=404, member=204, owner=404, staff=404),
    },
    "draft-archive": {"GET": only(other_publisher=404, member=200, owner=404, staff=404)},
    "draft-submission": {"POST": only(other_publisher=404, member=202, owner=404, staff=404)},
    "open-folder": {"POST": only(**dict.fromkeys(DRAFTING, 201))},
    "draft-next": {"POST": only(other_publisher=404, member=404, owner=404, staff=404)},
    "draft-undelete": {"POST": only(other_publisher=404, member=200, owner=404, staff=404)},
    "draft-documents": {
        "GET": only(other_publisher=404, member=200, owner=404, staff=404),
        "POST": only(other_publisher=404, member=202, owner=404, staff=404),
    },
    "draft-document": {
        "GET": only(other_publisher=404, member=200, owner=404, staff=404),
        "DELETE": only(other_publisher=404, member=204, owner=404, staff=404),
    },
    "draft-document-again": {"POST": only(other_publisher=404, member=202, owner=404, staff=404)},
    "draft-samples": {"POST": only(other_publisher=404, member=202, owner=404, staff=404)},
    "draft-links": {"POST": only(other_publisher=404, member=201, owner=404, staff=404)},
    "draft-editor": dict.fromkeys(
        ("PUT", "DELETE"), only(other_publisher=404, member=204, owner=404, staff=404)
    ),
    "draft-link": {"DELETE": only(other_publisher=404, member=204, owner=404, staff=404)},
    "continue-pack": {"POST": only(other_publisher=403, member=201, owner=201, staff=403)},
    "make-variant": {"POST": only(other_publisher=201, member=201, owner=201, staff=201)},
    "take-over": {"POST": only(other_publisher=403, member=404, owner=404, staff=403)},
    "draft-schema": {"GET": dict.fromkeys(ROLES, 200)},
    "manifest-schema": {"GET": dict.fromkeys(ROLES, 200)},
    "openapi": {"GET": dict.fromkeys(ROLES, 200)},
    "api-docs": {"GET": dict.fromkeys(ROLES, 200)},
    "unknown-route": dict.fromkeys(METHODS, NOWHERE),
}
MODERATION = (
    *("waiting", "held", "decide", "open-reports", "answer-report"),
    *("open-appeals", "answer-appeal", "removal"),
)
DRAFTS = (
    *("drafts", "draft", "draft-archive", "draft-submission", "open-folder", "draft-next", "draft-undelete"),
    *("draft-document", "draft-document-again"),
    *("draft-documents", "draft-samples", "draft-links", "draft-editor", "draft-link", "continue-pack"),
    *("make-variant", "take-over"),
)
WRONG_SCOPE = {
    "submissions": "read yank",
    "submission": "yank",
    "mend": "read yank",
    "visibility": "read publish yank comment",
    **dict.fromkeys(("grants", "grant"), "read publish yank advise comment admin"),
    "yank": "read publish",
    "unyank": "read publish",
    **dict.fromkeys(("reviews", "questions", "answers", "wish-list", "vote"), "read publish yank"),
    **dict.fromkeys(("pack-advisory-list", "advisory", "withdraw-advisory"), "read publish yank comment"),
    **dict.fromkeys(("follow-pack", "follow-publisher"), "read publish yank"),
    **dict.fromkeys(("attestations", "attestation", "addressee"), "read publish yank admin"),
    "attestation-hidden": "read publish yank comment",
    "members": "yank",
    "invitation": "read publish yank comment",
    "notices": "yank",
    **dict.fromkeys(("account-api", "recap-api"), "yank"),
    **dict.fromkeys(
        ("publishers", "acts", "export", "tokens", "token", "granted"), "read publish yank comment"
    ),
    "appeals": "yank advise",
    **dict.fromkeys(MODERATION, "read publish yank comment"),
    **dict.fromkeys(DRAFTS, "read yank comment admin"),
}
# What is sent as a file.
FILES = {
    "open-folder": ("month-end.zip", pack_zip().getvalue()),
    "draft-documents": ("notes.md", b"# Notes\n\nClose the month.\n"),
    "draft-samples": ("sample.csv", b"Account,Amount\n1000,5\n"),
}
# What is sent to a route that asks for more than a reason.
BODIES = {
    "visibility": {"visibility": "public", "confirm": "shared-pack"},
    "grants": {"username": "root", "reference": "order-1"},
    "reviews": {"version": "1.0.0", "verdict": "works", "role": "tester", "text": "It did"},
    "pack-advisory-list": STATEMENT._asdict(),
    "advisory": {"severity": "high"},
    "appeals": {"kind": "review", "key": "1", "words": "It was fair"},
    "questions": {"text": "Does it?"},
    "decide": {"answer": "publish", "reason": "It is harmless"},
    "answer-report": {"status": "dismissed", "answer": "It is right"},
    "answer-appeal": {"status": "dismissed", "reason": "It stays"},
    "draft-links": {"looked": True},
    "answers": {"text": "It does"},
    "complaints": {"reason": "wrong", "text": "It is out of date"},
    "wish-list": {"words": "court filing"},
    "publishers": {"handle": "new-books", "display_name": "New Books"},
    "account-api": {"wants_mail": False},
    "drafts": {"content": {"title": "Close"}},
    "draft PUT": {"content": {"title": "Close"}, "revision": 1},
    "draft-submission": {"publisher": "shared"},
    "members POST": {"username": "root", "role": "member"},
    "members PATCH": {"username": "member", "role": "maintainer"},
}


@pytest.fixture
def people(ada: User, eve: User) -> dict[str, User | None]:
    """Somebody in each role towards the pack of the publisher `shared`."""
    member = registry.user("member")
    registry.publisher("shared", registry.user("founder"), member)
    owner = registry.user("second-owner")
    member.publishers.get().memberships.create(user=owner, role="owner")
    return {
        "anonymous": None,
        "wrong scope": member,
        "other publisher": eve,
        "member": member,
        "owner": owner,
        "staff": registry.user("staff", is_staff=True),
        "inactive": registry.user("gone", is_active=False),
    }


@pytest.fixture
def address(people: dict[str, User | None]) -> Callable[[str], str]:
    """The address of a route, about a pack that is there."""
    release = with_evals(people["member"], "shared-pack")
    yank_release(actor=people["member"], pack="shared-pack", version="1.0.0", reason="for a test")
    waiting = submitted(people["member"], name="shared-pack", version="2.0.0")
    values = {"submission": str(waiting.pk), "name": "shared-pack", "version": "1.0.0"}
    values["attestation"] = str(sent(people["other publisher"], release).pk)
    question = ask_question(actor=people["owner"], pack="shared-pack", text="Does it?")
    values |= {"question": str(question.pk), "wish": str(wish_for(actor=people["owner"], words="tax").pk)}
    advisory = publish_advisory(actor=people["owner"], pack="shared-pack", statement=STATEMENT)
    values |= {"advisory": str(advisory.pk)}
    draft = start_draft(actor=people["member"], content=CLOSE)
    document = bring(people["member"], draft, "what nothing reads.exe")
    read_document(document.pk)
    values |= {"draft": str(draft.pk), "document": str(document.pk)}
    reported = complain(actor=None, pack="shared-pack", reason="wrong", text="x")
    values |= {"complaint": str(reported.pk), "appeal": "0", "link": "0", "username": "founder"}
    values |= {"reference": "order-1"}
    values |= {"kind": "question", "number": values["question"]}
    registry.user("root")
    invited = invite_member(actor=people["owner"], publisher="shared", username="eve", role="member")
    token, _text = create_token(actor=people["member"], name="to revoke", scopes=["read"])
    values |= {"handle": "shared", "invitation": str(invited.pk), "token": str(token.pk)}

    def address(name: str) -> str:
        route = next(route for route in urlpatterns if route.name == name)
        pattern = str(route.pattern) or "v1/no-such-thing"
        return "/api/" + re.sub(r"<\w+:(\w+)>", lambda part: values[part[1]], pattern)

    return address


def call(send: Callable[..., HttpResponse], path: str, name: str, method: str, **caller: Any) -> HttpResponse:
    if name == "submissions" and method == "POST":
        return caller.pop("upload")(**caller, archive=pack_zip(name="brand-new"))
    caller.pop("upload", None)
    if name == "attestations" and method == "POST":
        # Signed by `eve`, whoever sends it: only she can.
        document = signed(Release.objects.get(pack__name="shared-pack"), "eve")
        return send(path, method, **caller, data=document, content_type="application/jsonl")
    if name in FILES and method == "POST":
        form = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile(*FILES[name])})
        return send(path, method, form, content_type=MULTIPART_CONTENT, **caller)
    body = BODIES.get(f"{name} {method}") or BODIES.get(name, {"reason": "a test"})
    data = body if method in ("POST", "PUT", "PATCH") else None
    return send(path, method, data, **caller)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is done here is taken back, so that one registry serves a whole column of the table."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def wrongs_of(answer: HttpResponse, method: str, wanted: int) -> list[str]:
    """What is not as it should be with an answer."""
    wrongs = [] if answer.status_code == wanted else [f"{answer.status_code}, not {wanted}: {answer.content}"]
    if answer.status_code >= 400:
        if answer["Content-Type"] != "application/problem+json":
            wrongs.append(f"a refusal as {answer['Content-Type']}")
        elif method != "HEAD" and answer.json()["status"] != answer.status_code:
            wrongs.append(f"a refusal that says {answer.json()['status']}")
    if answer.status_code == 401 and not answer["WWW-Authenticate"].startswith("Bearer"):
        wrongs.append("no challenge")
    return wrongs


@pytest.mark.parametrize("role", measured_for("owner", ROLES))
def test_everybody_gets_what_the_table_says(
    send: Callable[..., HttpResponse],
    upload: Callable[..., HttpResponse],
    address: Callable[[str], str],
    people: dict[str, User | None],
    role: str,
) -> None:
    every = "read publish yank advise comment grant admin"
    found = {}
    for name, methods in MATRIX.items():
        scopes = WRONG_SCOPE.get(name, every) if role == "wrong scope" else every
        for method, statuses in methods.items():
            with undone():
                answer = call(
                    send, address(name), name, method, by=people[role], scopes=scopes, upload=upload
                )
            if answer.streaming:
                answer.getvalue()  # read to its end, what is handed out as a file is closed
            if wrongs := wrongs_of(answer, method, statuses[role]):
                found[f"{method} {name}"] = wrongs
    assert found == {}


@pytest.mark.any_engine
@pytest.mark.unmeasured
def test_every_other_method_is_refused_to_everybody(
    send: Callable[..., HttpResponse], address: Callable[[str], str], people: dict[str, User]
) -> None:
    for name, methods in MATRIX.items():
        for method in set(METHODS) - {*methods, "HEAD", "OPTIONS"}:
            for role in ("anonymous", "staff"):
                answer = send(address(name), method, by=people[role])
                assert answer.status_code == 405, (method, name, role)
                assert set(answer["Allow"].split(", ")) >= set(methods), (method, name)


def test_every_route_and_every_role_has_its_row() -> None:
    assert {route.name for route in urlpatterns} == MATRIX.keys()
    for methods in MATRIX.values():
        for statuses in methods.values():
            assert statuses.keys() == set(ROLES)


def test_every_method_that_a_view_has_is_in_the_table() -> None:
    for route in urlpatterns:
        view = getattr(route.callback, "view_class", None)
        if view is not None and route.name != "unknown-route":
            has = {method for method in METHODS if hasattr(view, method.lower())}
            assert has - {"HEAD", "OPTIONS"} == MATRIX[route.name].keys(), route.name


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/api/", "/api/v1", "/api/v2/packs", "/api/v1/packs/", "/api/v1/packs/a/b"])
def test_whatever_is_not_there_is_a_problem_document(send: Callable[..., HttpResponse], path: str) -> None:
    answer = send(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "E_ROUTE_UNKNOWN")
