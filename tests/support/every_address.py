"""Every address of the site and of the API, with arguments that lead to a pack, and what each answers.

An address whose arguments are not known here fails: say what it leads to.
"""

import json
import re
from functools import partial
from typing import Any, NamedTuple

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from registry.api.urls import urlpatterns as api_routes
from tests.marketplace.test_urls import routes
from tests.support.private_packs import MARKERS, NAME

# By the name of an address's argument: what of the pack it leads to, if anything.
ABOUT = {
    **dict.fromkeys(("name", "version", "path", "hex", "reference"), ""),
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
    "facet": "profession",
    "key": "made-up",
    "kind": "submission",
    "username": "ada",
    "secret": "x",
    "item_id": "x",
    "page_name": "outcome",
    "exercise": "limits",
    **dict.fromkeys(("wish_id", "wish", "invitation_id", "invitation", "token_id", "token"), 1_000_000),
    **dict.fromkeys(("block", "link_id", "link", "document_id", "document"), 1_000_000),
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
    "username": "eve",
    "reference": "order-9",
}
"""What each act could ask for, so that each comes as far as looking for what it is about."""
_CHANGING = re.compile(
    rb'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"|<updated>.*?</updated>|'
    rb"notifications/[^/]+/feed.atom"
)


METHODS = ("DELETE", "GET", "PATCH", "POST", "PUT")


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
            tuple(one for one in METHODS if one == "GET" or hasattr(route.callback.view_class, one.lower())),
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
