"""Who asks: somebody who is signed in, and the browser in which they may have begun before."""

import secrets
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from registry.models import User
from registry.services.draft_sweep import KEPT
from registry.services.drafts import claim_drafts
from registry.services.lessons import claim_lesson

COOKIE = "ctxpack-drafts"
_SALT = "contribute"


class Who(NamedTuple):
    """The person, if signed in, and the key of the browser, if it has one."""

    actor: User | None
    visitor: str


def who_asks(request: HttpRequest) -> Who:
    """Say who asks."""
    return Who(request.user if request.user.is_authenticated else None, _key(request))


def claim_on_sign_in(*, request: HttpRequest, user: User, **_signal: Any) -> None:
    """Make what a person wrote before signing in theirs from then on."""
    claim_drafts(actor=user, visitor=_key(request))
    claim_lesson(actor=user, visitor=_key(request))


def new_key() -> str:
    """A key for a browser that has none."""
    return secrets.token_urlsafe(24)


def remember(response: HttpResponse, key: str) -> HttpResponse:
    """Let the browser find its drafts, and how far its lesson is, again."""
    response.set_cookie(
        COOKIE,
        signing.dumps(key, salt=_SALT),
        max_age=KEPT,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _key(request: HttpRequest) -> str:
    try:
        return str(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT))
    except signing.BadSignature:
        return ""
