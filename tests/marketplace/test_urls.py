"""Every address of the site, with every method, opened by everybody who might.

A route without a row fails. What belongs to an account as such is django-allauth's, which tests its own; the
drafts of contributing have their own tests.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from registry.models import Appeal, Collection, Submission, User
from registry.services.advisories import Statement, publish_advisory
from registry.services.complaints import complain
from registry.services.members import invite_member
from registry.services.questions import ask_question
from registry.services.tokens import create_token
from registry.services.wishes import wish_for
from tests.support import registry
from tests.support.attestations import sent, with_evals
from tests.support.measuring import measured_for
from tests.support.registry import published

ROLES = ("anonymous", "stranger", "member", "owner", "staff")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
OTHERS = ("account_", "mfa_", "socialaccount_", "usersessions_", "draft-", "contribute")
READ, SIGN_IN, GONE = 200, 302, 404


WITHOUT_ACCOUNT = ("lesson-exercise", "lesson-draft")
"""Acts of which whoever is signed out is led on to what came of them, not to the page for signing in."""


def row(**statuses: int) -> dict[str, int]:
    """Statuses by role; `everybody` stands for the roles that are not named."""
    everybody = statuses.pop("everybody", 0)
    return {role: statuses.get(role, everybody) for role in ROLES}


OPEN = {"GET": row(everybody=READ)}
PERSONAL = {"GET": row(everybody=READ, anonymous=SIGN_IN)}
ACT = {"POST": row(everybody=302)}
CONFIRMED = {"POST": row(everybody=302)}  # whoever has not just given the password is led to give it
# By route name: what each method answers to each role. Other methods are refused to everybody alike.
MATRIX: dict[str, dict[str, dict[str, int]]] = {
    **dict.fromkeys(
        (
            *("catalogue", "catalogue-markdown", "facet-page", "collection-page"),
            *("pack-page", "pack-markdown"),
            *("pack-files", "pack-checks", "pack-dependents", "pack-statistics", "pack-compare"),
            *("pack-search", "version-search"),
            *("publisher-page", "pack-versions", "version-page", "version-files", "version-file"),
            *("version-checks", "feed", "pack-feed", "publisher-feed", "profession-feed", "pack-badge"),
            *("pack-card", "sitemap", "sitemap-part", "llms", "healthz", "robots"),
            *("advisories", "advisories-feed", "pack-advisories-feed"),
            *("pack-results", "version-results", "result-document"),
            *("catalogue-document", "pack-catalogue-document", "publisher-catalogue-document"),
            *("profession-catalogue-document", "skills-index-document", "lesson"),
        ),
        OPEN,
    ),
    "lesson-exercise": OPEN | ACT,
    "lesson-draft": ACT,
    "favicon": {"GET": row(everybody=301)},
    "pack-original": {"GET": row(everybody=GONE)},  # where it was made from nothing
    "pack-visibility": {
        method: row(anonymous=SIGN_IN, stranger=403, member=READ, owner=READ, staff=403)
        for method in ("GET", "POST")
    },
    "pack-guests": {
        method: row(anonymous=SIGN_IN, stranger=403, member=403, owner=READ, staff=403)
        for method in ("GET", "POST")
    },
    "guest-end": {"POST": row(everybody=403, anonymous=SIGN_IN, owner=302)},
    "pack-advisories": OPEN | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "advisory-page": OPEN | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "version-withdraw": {
        method: row(anonymous=SIGN_IN, stranger=403, member=READ, owner=READ, staff=READ)
        for method in ("GET", "POST")
    },
    "advisory-withdraw": {"POST": row(anonymous=SIGN_IN, stranger=403, everybody=400)},
    "pack-reviews": OPEN | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "pack-questions": OPEN | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "pack-complaint": OPEN | {"POST": row(everybody=READ)},
    "wishes": OPEN | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "question-answer": {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "wish-vote": ACT,
    "result-withdraw": {"POST": row(everybody=GONE, anonymous=SIGN_IN)},
    "result-hide": {"POST": row(everybody=403, anonymous=SIGN_IN, staff=400)},
    "moderation-queue": {"GET": row(everybody=403, anonymous=SIGN_IN, staff=READ)},
    "submission-decide": {"POST": row(everybody=403, anonymous=SIGN_IN, staff=409)},
    "complaint-answer": {"POST": row(everybody=403, anonymous=SIGN_IN, staff=400)},
    "appeal-page": {
        "GET": row(everybody=GONE, anonymous=SIGN_IN, member=READ, owner=READ),
        "POST": row(everybody=GONE, anonymous=SIGN_IN, member=READ, owner=READ),
    },
    "appeal-answer": {"POST": row(everybody=403, anonymous=SIGN_IN, staff=400)},
    "said-remove": {"POST": row(everybody=403, anonymous=SIGN_IN, staff=GONE)},
    "publish": PERSONAL | {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "submission-page": {"GET": row(anonymous=SIGN_IN, stranger=GONE, member=READ, owner=READ, staff=READ)},
    "submission-mend": {"POST": row(anonymous=SIGN_IN, stranger=GONE, member=409, owner=409, staff=403)},
    "account": PERSONAL,
    "account-audit": PERSONAL,
    "account-security": PERSONAL,
    "account-export": {"GET": row(everybody=SIGN_IN)},
    "account-farewell": {method: row(everybody=SIGN_IN) for method in ("GET", "POST")},
    "unsent": {"GET": row(everybody=302)},  # whoever left nothing unsent is led on
    "notifications": PERSONAL,
    "notifications-read": ACT,
    "notifications-choose": ACT,
    "notifications-feed": {"GET": row(everybody=GONE)},
    "recap": PERSONAL,
    "mail-stop": {method: row(everybody=GONE) for method in ("GET", "POST")},  # with a key that is nobody's
    "pack-follow": ACT,
    "publisher-follow": ACT,
    "publisher-create": {"POST": row(everybody=READ, anonymous=SIGN_IN)},
    "publisher-home": {"GET": row(anonymous=SIGN_IN, stranger=403, member=READ, owner=READ, staff=403)},
    "member-invite": CONFIRMED,
    "member-role": CONFIRMED,
    "invitation-answer": {"POST": row(everybody=GONE, anonymous=SIGN_IN)},
    "granted-return": {"POST": row(everybody=GONE, anonymous=SIGN_IN)},
    "token-create": CONFIRMED,
    "token-revoke": {"POST": row(everybody=GONE, anonymous=SIGN_IN, owner=302)},
}


def routes(patterns: Any = None) -> Iterator[Any]:
    """Every route of the site outside the admin, which has tests of its own."""
    for pattern in patterns or get_resolver().url_patterns:
        if not isinstance(pattern, URLResolver):
            yield pattern
        elif not str(pattern.pattern).startswith("admin"):
            yield from routes(pattern.url_patterns)


def ours() -> set[str]:
    names = {route.name for route in routes() if route.name}
    return {name for name in names if not name.startswith(OTHERS) or name == "account-audit"}


@pytest.fixture
def people(ada: User) -> dict[str, User | None]:
    """Somebody in each role towards the publisher `ledgers`."""
    member = registry.user("member")
    ada.publishers.get().memberships.create(user=member)
    staff = registry.user("staff", is_staff=True)
    return {
        "anonymous": None,
        "stranger": registry.user("grace"),
        "member": member,
        "owner": ada,
        "staff": staff,
    }


@pytest.fixture
def arguments(people: dict[str, User | None], ada: User) -> dict[str, Any]:
    """What the addresses are about."""
    submission = published(ada, "month-end")
    collection = Collection.objects.create(slug="books", title="Books", summary="x")
    return {
        "name": "month-end",
        "version": "1.0.0",
        "path": "README.md",
        "reference": "order-7",
        "handle": "ledgers",
        "word": "accounting",
        "section": "packs",
        "slug": collection.slug,
        "facet": "profession",
        "exercise": "limits",
        "key": "made-up",
        "submission_id": submission.pk,
        "kind": "submission",
        "about": _turned_down(ada).pk,
        "number": 1,
        "appeal_id": Appeal.objects.create(author=ada, submission=submission, words="x").pk,
        "question_id": ask_question(actor=ada, pack="month-end", text="Does it?").pk,
        "wish_id": wish_for(actor=ada, words="court filing").pk,
        "advisory_id": publish_advisory(
            actor=ada, pack="month-end", statement=Statement("low", "x", "x", "x")
        ).pk,
        "complaint_id": complain(actor=None, pack="month-end", reason="wrong", text="x").pk,
        "result_id": sent(registry.user("tester"), with_evals(ada)).pk,
        "invitation_id": invite_member(
            actor=ada, publisher="ledgers", username=registry.user("eve").username, role="member"
        ).pk,
        "token_id": create_token(actor=ada, name="x", scopes=["read"])[0].pk,
    }


def _turned_down(submitter: User) -> Submission:
    return Submission.objects.create(
        publisher=submitter.publishers.get(), submitter=submitter, upload_size=1, status="rejected"
    )


def address(name: str, arguments: dict[str, Any]) -> str:
    route = next(route for route in routes() if route.name == name)
    return reverse(name, kwargs={key: arguments[key] for key in route.pattern.converters})


@pytest.mark.parametrize("role", measured_for("owner", ROLES))
def test_everybody_gets_what_the_table_says(
    people: dict[str, User | None], arguments: dict[str, Any], role: str
) -> None:
    found = {}
    for name, methods in MATRIX.items():
        client = Client()
        if people[role]:
            client.force_login(people[role])
        for method in METHODS:
            status = client.generic(method, address(name, arguments)).status_code
            wanted = methods.get("GET" if method == "HEAD" else method, {}).get(role, 405)
            if status != wanted:
                found[f"{method} {name}"] = f"{status}, not {wanted}"
    assert found == {}


def test_nobody_who_pressed_a_button_signed_out_loses_what_they_typed(
    people: dict[str, User | None], arguments: dict[str, Any]
) -> None:
    acts = [
        name
        for name, methods in MATRIX.items()
        if methods.get("POST", {}).get("anonymous") == SIGN_IN and name not in WITHOUT_ACCOUNT
    ]
    assert len(acts) > 20
    for name in acts:
        client = Client()
        to = address(name, arguments)
        assert "next=/accounts/unsent" in client.post(to, {"text": "what I typed"})["Location"], name
        client.force_login(people["owner"])
        page = client.get("/accounts/unsent").content.decode()
        assert f'<form method="post" action="{to}"' in page, name
        assert "what I typed" in page, name


def test_every_route_has_its_row() -> None:
    assert ours() == MATRIX.keys()
