"""Who reads a private pack at the edge: the account of a token, or of a browser that is signed in."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.core.handlers.wsgi import WSGIRequest
from django.db import close_old_connections, connection

from packformat.errors import CtxpackError
from registry.edge.answer import Environ, Headers
from registry.readers import NOBODY, Reader
from registry.services.tokens import check_token, reader_with

PRIVATELY: Headers = [("Cache-Control", "private, no-store"), ("Vary", "Authorization, Cookie")]
"""How what not everybody may see is answered: no cache keeps it, and none mistakes it for another's."""


def reader_of(environ: Environ) -> Reader:
    """Return who asks. A token that is wrong, expired or revoked is as good as none: public packs are served.

    Asked only where what is wanted is not public, so that public packs cost nothing more.
    """
    header = environ.get("HTTP_AUTHORIZATION", "")
    if not header and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", ""):
        return NOBODY
    if not connection.in_atomic_block:
        # Django does this when it begins a request; here it has not begun.
        close_old_connections()
    return _of_token(header) if header else _of_session(environ)


def _of_token(header: str) -> Reader:
    scheme, _, text = header.partition(" ")
    if scheme.casefold() != "bearer":
        return NOBODY
    try:
        return reader_with(check_token(text.strip()))
    except CtxpackError:
        return NOBODY


def _of_session(environ: Environ) -> Reader:
    request = WSGIRequest(environ)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    request.session = store(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
    return get_user(request)
