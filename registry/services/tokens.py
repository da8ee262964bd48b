"""Making, checking and revoking API tokens."""

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import timezone

from registry.errors import ERRORS
from registry.models import ApiToken, User
from registry.services.audit import record_act
from registry.token_text import HINT_LENGTH, is_well_formed, new_token, token_digest

logger = logging.getLogger(__name__)

DEFAULT_DAYS = 90
_USE_NOTED_EVERY = timedelta(minutes=1)
READING = {ApiToken.Scope.READ, ApiToken.Scope.PUBLISH}
"""Whoever may publish may also see what became of it."""


@transaction.atomic
def create_token(
    *, actor: User, name: str, scopes: Iterable[str], days: int = DEFAULT_DAYS
) -> tuple[ApiToken, str]:
    """Make a token that acts for `actor` for `days` days. Its text is returned here and never again.

    Raises:
        UsageError: E_SCOPE_UNKNOWN.
    """
    wanted = sorted(set(scopes))
    for scope in wanted:
        if scope not in ApiToken.Scope.values:
            raise ERRORS.error("E_SCOPE_UNKNOWN", scope=scope, scopes=", ".join(ApiToken.Scope.values))
    text = new_token()
    token = ApiToken.objects.create(
        user=actor,
        name=name,
        hint=text[:HINT_LENGTH],
        digest=token_digest(text),
        scopes=wanted,
        expires_at=timezone.now() + timedelta(days=days),
    )
    record_act("token.create", f"token:{token.pk}", actor=actor, name=name, scopes=wanted, days=days)
    logger.info("token created", extra={"token": token.pk, "user": actor.pk, "scopes": wanted})
    return token, text


@transaction.atomic
def revoke_token(*, actor: User, token_id: int) -> ApiToken:
    """Revoke one of `actor`'s own tokens, at once and for ever; again is no error.

    Raises:
        NotFoundError: E_TOKEN_ABSENT, `actor` has no such token.
    """
    token = ApiToken.objects.select_for_update().filter(pk=token_id, user=actor).first()
    if token is None:
        raise ERRORS.error("E_TOKEN_ABSENT", token=token_id)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record_act("token.revoke", f"token:{token.pk}", actor=actor)
        logger.info("token revoked", extra={"token": token.pk, "user": actor.pk})
    return token


def reader_with(token: ApiToken | None) -> User | AnonymousUser:
    """Return who reads with a token: nobody with one that may not read."""
    return token.user if token and READING.intersection(token.scopes) else AnonymousUser()


def check_token(text: str) -> ApiToken:
    """Return the token whose text this is, and note that it was used.

    Raises:
        PermissionDeniedError: E_TOKEN_INVALID, E_TOKEN_REVOKED, E_TOKEN_EXPIRED or E_ACCOUNT_INACTIVE.
    """
    if not is_well_formed(text):
        raise ERRORS.error("E_TOKEN_INVALID")
    token = ApiToken.objects.select_related("user").filter(digest=token_digest(text)).first()
    now = timezone.now()
    if token is None:
        raise ERRORS.error("E_TOKEN_INVALID")
    if token.revoked_at is not None:
        raise ERRORS.error("E_TOKEN_REVOKED", when=token.revoked_at.date().isoformat())
    if token.expires_at <= now:
        raise ERRORS.error("E_TOKEN_EXPIRED", when=token.expires_at.date().isoformat())
    if not token.user.is_active:
        raise ERRORS.error("E_ACCOUNT_INACTIVE")
    if token.last_used_at is None or token.last_used_at < now - _USE_NOTED_EVERY:
        # To the minute: a program that polls must not write a row for each request.
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token
