"""Whoever may not see a private pack gets what nothing gives them, at every address of the registry.

An address whose arguments are not known here fails: say what it leads to.
"""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from registry.api.urls import urlpatterns as api_routes
from registry.edge.application import Edge
from registry.exports.mirror import write_mirror
from registry.models import Membership, User
from registry.services.tokens import create_token, revoke_token
from registry.storage.base import Store
from tests.marketplace.test_urls import routes
from tests.support import registry
from tests.support.private_packs import MARKERS, NAME, NOBODYS, Planted, plant
from tests.support.wsgi import Response, call

pytestmark = pytest.mark.django_db

# By the name of an address's argument: what of the pack it leads to, if anything.
ABOUT = {
    **dict.fromkeys(("name", "version", "path", "hex"), ""),
    **dict.fromkeys(("advisory_id", "advisory"), "advisory"),
    **dict.fromkeys(("question_id", "question"), "question"),
    **dict.fromkeys(("result_id", "attestation"), "result"),
    **dict.fromkeys(("complaint_id", "complaint"), "complaint"),
    **dict.fromkeys(("appeal_id", "appeal"), "appeal"),
    **dict.fromkeys(("submission_id", "submission"), "submission"),
    "about": "submission",
    "number": "question",
}
# What leads to no pack, whatever stands there: people, words, keys, the lesson, and drafts, which are
# their writer's.
OTHERWISE: dict[str, Any] = {
    "handle": "ledgers",
    "word": MARKERS[4],
    "section": "packs",
    "slug": "none",
    "key": "made-up",
    "kind": "submission",
    "username": "ada",
    "secret": "x",
    "item_id": "x",
    "page_name": "outcome",
    "exercise": "limits",
    **dict.fromkeys(("wish_id", "wish", "invitation_id", "invitation", "token_id", "token"), 1_000_000),
    **dict.fromkeys(("block", "link_id", "link"), 1_000_000),
    **dict.fromkeys(("draft_id", "draft"), "12345678-1234-4234-8234-123456789abc"),
}
ALLAUTH = ("account_", "mfa_", "socialaccount_", "usersessions_")
SENT = {
    "version": "1.1.0",
    "verdict": "works",
    "role": "x",
    "text": "x",
    "reason": "wrong",
    "title": "x",
    "severity": "low",
    "advice": "x",
    "since": "",
    "fixed": "",
    "confirm": NAME,
    "visibility": "public",
    "status": "upheld",
    "answer": "publish",
    "kind": "submission",
    "key": "x",
    "words": "x",
    "on": "yes",
}
"""What each act could ask for, so that each comes as far as looking for what it is about."""
_CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|<updated>.*?</updated>|'
    rb"notifications/[^/]+/feed.atom"
)


class Address(NamedTuple):
    """A route with its methods: how its address is made, and the arguments in it."""

    name: str
    urlconf: str | None
    arguments: tuple[str, ...]
    methods: tuple[str, ...]

    @property
    def is_about_a_pack(self) -> bool:
        return any(argument in ABOUT for argument in self.arguments)

    def to(self, things: dict[str, Any]) -> str:
        """The address, about `things`; an argument that nobody thought of is a KeyError."""
        values = {
            argument: things[ABOUT[argument] or argument] if argument in ABOUT else OTHERWISE[argument]
            for argument in self.arguments
        }
        if "number" in values:
            values["kind"] = "question"
        return reverse(self.name, self.urlconf, kwargs=values)


def addresses() -> list[Address]:
    """Every address of the site and of the API."""
    site = [
        Address(route.name, None, tuple(route.pattern.converters), ("GET", "POST"))
        for route in routes()
        if route.name and not route.name.startswith(ALLAUTH)
    ]
    api = [
        Address(
            route.name,
            "registry.api.root",
            tuple(route.pattern.converters),
            tuple(sorted({"GET", *getattr(route.callback.view_class, "scopes", ())})),
        )
        for route in api_routes
        if route.name not in ("unknown-route", "openapi", "api-docs")
    ]
    return [*site, *api]


def ask(client: Client, address: Address, method: str, things: dict[str, Any]) -> HttpResponse:
    if method == "GET":
        return client.get(address.to(things))
    sent = {**SENT, "confirm": things["name"]}
    if address.urlconf is None:
        return client.generic(
            method,
            address.to(things),
            "&".join(f"{key}={value}" for key, value in sent.items()),
            "application/x-www-form-urlencoded",
        )
    return client.generic(method, address.to(things), json.dumps(sent), "application/json")


def told(answer: HttpResponse, *planted: dict[str, Any]) -> tuple[int, bytes, dict[str, str]]:
    """What an answer says, with one word for whatever its address named, and without what changes."""
    body = b"".join(answer) if answer.streaming else answer.content
    named = {str(value) for things in planted for key, value in things.items() if key != "version"}
    hide = partial(re.sub, rf"(?<!\w)({'|'.join(map(re.escape, named)) or '(?!)'})(?!\w)", "X")
    changing = ("Content-Length", "Last-Modified", "Expires", "Retry-After")
    headers = {name: hide(value) for name, value in answer.items() if name not in changing}
    text = _CHANGING.sub(b"", body).decode("utf-8", "surrogateescape")
    return answer.status_code, hide(text).encode("utf-8", "surrogateescape"), headers


@pytest.fixture
def left(ada: User) -> User:
    """Somebody who was a member of the publisher, followed its private pack, and has left."""
    return registry.user("left")


@pytest.fixture
def planted(ada: User, left: User) -> Planted:
    membership = Membership.objects.create(publisher=ada.publishers.get(), user=left)
    planted = plant(ada, left)
    membership.delete()
    return planted


def visitors(left: User) -> dict[str, Callable[[], Client]]:
    """Those who look at every address: nobody, and who knows most of the pack without belonging to it.

    Each time with a new browser: a page tells what became of what was sent before.
    """
    later = timezone.now() + timedelta(hours=1)  # that a token is used is noted once a minute
    scopes = ("read", "publish", "yank", "advise", "comment", "admin")
    token = bearer(left, *scopes, last_used_at=later)
    session = cookie(left)
    return {
        "anonymous": Client,
        "left": lambda: Client(headers=session),
        "left, by token": lambda: Client(headers=token),
    }


def is_a_way(who: str, address: Address) -> bool:
    """Whether they say there in that way who they are: the site asks for no token, and the API for one."""
    return who == "anonymous" or (who == "left, by token") == (address.urlconf is not None)


def test_to_others_it_is_at_every_address_as_if_it_were_not_there(left: User, planted: Planted) -> None:
    about = [address for address in addresses() if address.is_about_a_pack]
    ways = [
        (who, new_client, address, method)
        for who, new_client in visitors(left).items()
        for address in about
        for method in address.methods
        if is_a_way(who, address)
    ]
    found = []
    for who, new_client, address, method in ways:
        answers, queries = [], []
        for things in planted:
            with CaptureQueriesContext(connection) as counted:
                answers.append(told(ask(new_client(), address, method, things), *planted))
            queries.append([query["sql"].split()[0] for query in counted])
        marked = [marker for marker in MARKERS if marker.encode() in answers[0][1].lower()]
        if answers[0] != answers[1] or queries[0] != queries[1] or marked:
            found.append((who, method, address.name, marked, queries, [one[0] for one in answers]))
    assert found == []
    assert len(ways) > 200


def test_no_list_tells_them_that_it_is_there(ada: User, left: User, store: Store, tmp_path: Path) -> None:
    registry.published(ada, "month-end")
    lists = [address for address in addresses() if not address.is_about_a_pack]
    # Drafts are their writer's; an export and a list of sign-ins hold the time at which they were asked for.
    lists = [one for one in lists if not re.search("draft|export|security", one.name)]
    everybody = visitors(left)

    def seen() -> dict[str, Any]:
        answers = {
            f"{who}: {one.name}": told(new_client().get(one.to({}) + query))
            for who, new_client in everybody.items()
            for one in lists
            for query in ("", f"?q={NAME}", f"?profession={MARKERS[4]}")
            if is_a_way(who, one) and (not query or one.name in ("catalogue", "catalogue-markdown", "packs"))
        }
        answers["public"] = {key: store.read(key) for key in store.keys("") if not key.startswith(CLOSED)}
        answers["mirror"] = {key: (tmp_path / key).read_bytes() for key in write_mirror(tmp_path)}
        return answers

    before = seen()
    membership = Membership.objects.create(publisher=ada.publishers.get(), user=left)
    plant(ada, left)
    client = Client()
    client.force_login(ada)
    for address in lists:
        client.get(address.to({}))  # whatever a member's page has left in a cache
    membership.delete()
    after = seen()
    assert {key for key in before | after if before.get(key) != after.get(key)} == set()


CLOSED = ("private/", "uploads/", "drafts/")
"""Where no static server may look."""


def test_its_members_see_it_at_each_of_these(ada: User, planted: Planted) -> None:
    client = Client()
    client.force_login(ada)
    marked = set()
    for address in addresses():
        if address.is_about_a_pack and address.urlconf is None:
            answer = client.get(address.to(planted.there))
            if answer.status_code == 200:
                marked.add(address.name)
                assert "no-store" in answer["Cache-Control"], address.name
    assert marked > {"pack-page", "pack-markdown", "version-file", "pack-checks", "advisory-page"}
    assert marked > {"pack-compare", "result-document", "pack-questions", "pack-visibility"}


class Behind:
    """What stands behind the edge, and must not be reached."""

    def __call__(self, *_request: Any) -> list[bytes]:
        raise AssertionError


EDGE = Edge(Behind())


def at_the_edge(things: dict[str, Any], **headers: str) -> dict[str, Response]:
    asked = json.dumps({"packs": [things["name"]]}).encode()
    return {
        "document": call(EDGE, f"/index/v1/packs/{things['name']}.jsonl", **headers),
        "archive": call(EDGE, f"/archives/{things['hex']}.zip", **headers),
        "part": call(EDGE, f"/archives/{things['hex']}.zip", range="bytes=0-9", **headers),
        "skill": call(EDGE, f"/skills/{things['hex']}.zip", **headers),
        "resolve": call(EDGE, "/api/v1/resolve", "POST", asked, **headers),
    }


def bearer(user: User, *scopes: str, **changes: Any) -> dict[str, str]:
    token, text = create_token(actor=user, name="x", scopes=scopes)
    type(token).objects.filter(pk=token.pk).update(**changes)
    return {"authorization": f"Bearer {text}"}


def cookie(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {"cookie": client.cookies.output(header="", sep=";").strip()}


def test_the_edge_tells_nobody_else_that_it_is_there(
    ada: User, eve: User, left: User, planted: Planted
) -> None:
    now = timezone.now()
    revoked = create_token(actor=ada, name="x", scopes=["read"])
    revoke_token(actor=ada, token_id=revoked[0].pk)
    strangers = {
        "anonymous": {},
        "member of another": bearer(eve, "read", "publish", "admin"),
        "left": bearer(left, "read"),
        "expired": bearer(ada, "read", expires_at=now),
        "revoked": {"authorization": f"Bearer {revoked[1]}"},
        "may not read": bearer(ada, "comment", "yank", "advise", "admin"),
        "nonsense": {"authorization": "Bearer x"},
        "basic": {"authorization": "Basic YWRhOng="},
        "signed in": cookie(left),
        "signed out": {"cookie": "ctxpack-session=nonsense"},
    }
    for who, headers in strangers.items():
        at_the_edge(planted.nowhere, **headers)  # that a token is used is noted once a minute
        with CaptureQueriesContext(connection) as there:
            found = at_the_edge(planted.there, **headers)
        with CaptureQueriesContext(connection) as nowhere:
            absent = at_the_edge(planted.nowhere, **headers)
        hide = partial(re.sub, rb"zanzibar-l.dger|[0-9a-f]{64}", b"X")
        for what, answer in found.items():
            expected = absent[what]
            assert answer._replace(body=hide(answer.body)) == expected._replace(body=hide(expected.body)), who
        assert len(there) == len(nowhere), who


def test_the_edge_serves_its_readers_and_no_cache(ada: User, planted: Planted) -> None:
    for headers in (bearer(ada, "read"), bearer(ada, "publish"), cookie(ada)):
        found = at_the_edge(planted.there, **headers)
        assert [one.status for one in found.values()] == [200, 200, 206, 404, 200]
        assert found["document"].body in found["resolve"].body
        assert found["resolve"].headers["cache-control"] == "no-store"
        for what in ("document", "archive", "part"):
            assert found[what].headers["cache-control"] == "private, no-store"
            assert found[what].headers["vary"] == "Authorization, Cookie"


def test_a_public_pack_costs_whoever_sends_a_token_no_query_more(ada: User, planted: Planted) -> None:
    registry.published(ada, "month-end")
    headers = bearer(ada, "read")
    body = json.dumps({"packs": ["month-end"]}).encode()
    with CaptureQueriesContext(connection) as counted:
        assert call(EDGE, "/index/v1/packs/month-end.jsonl", **headers).status == 200
        assert call(EDGE, "/api/v1/resolve", "POST", body, **headers).status == 200
    assert len(counted) == 2


def test_leaving_ends_reading_at_once(ada: User, left: User, planted: Planted) -> None:
    headers = bearer(left, "read")
    membership = Membership.objects.create(publisher=ada.publishers.get(), user=left)
    assert at_the_edge(planted.there, **headers)["archive"].status == 200
    assert left.notices.exists()
    membership.delete()
    assert at_the_edge(planted.there, **headers)["archive"].status == 404
    assert NOBODYS != NAME
