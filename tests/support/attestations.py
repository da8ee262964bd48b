"""Signed results of the evals of a published pack, as `ctxpack eval attest --send` makes them."""

import datetime as dt
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from packformat.evals.attestation import Addressed, attest
from registry.models import Attestation, Release, User
from registry.services.attestations import take_attestation
from tests.support.eval_packs import FILES
from tests.support.eval_reports import report
from tests.support.registry import published

_BRINGS = ("evals/", "examples/", "scripts/")
EVALS = {path: text.encode() for path, text in FILES.items() if path.startswith(_BRINGS)}


@cache
def key_of(account: str) -> Ed25519PrivateKey:
    """Somebody's key, the same in all of a run's tests."""
    return Ed25519PrivateKey.generate()


def with_evals(actor: User, name: str = "adding", version: str = "1.0.0") -> Release:
    """A release with the eval case `two`."""
    release = published(actor, name, version, extra=EVALS).release
    assert release is not None
    return release


def signed(release: Release, account: str, **options: Any) -> bytes:
    """A result of the release's one case that `account` signed just now.

    ``key``, ``to``, ``at`` and ``version`` change who signs, for whom, when, and about what; the rest is the
    report's.
    """
    key = options.pop("key", None) or key_of(account)
    to = options.pop("to", Addressed(settings.CTXPACK_PUBLIC_URL, account))
    now = dt.datetime.now(dt.UTC)
    at = options.pop("at", now).isoformat()
    about = {"name": release.pack.name, "version": release.version, "archive": release.archive_digest}
    fields = about | {"ran_at": now.isoformat()} | options
    return attest(report(**fields), key, at, to)


def sent(actor: User, release: Release, **options: Any) -> Attestation:
    """A result that the registry has taken."""
    document = signed(release, actor.username, **options)
    about = {"pack": release.pack.name, "version": release.version}
    return take_attestation(actor=actor, document=document, **about)
