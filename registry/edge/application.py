"""The WSGI callable that answers what needs no Django, and passes everything else on."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from packformat.errors import CtxpackError
from registry.client_wheel import FOLDER, client_wheel
from registry.edge import archives, documents, resolve
from registry.edge.answer import Answer, Environ, refusal
from registry.edge.client import client
from registry.edge.headers import security_headers
from registry.errors import ERRORS

logger = logging.getLogger(__name__)

Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
View = Callable[[Environ], Answer]
_READING = ("GET", "HEAD")
_READ: tuple[tuple[str | tuple[str, ...], View], ...] = (
    (documents.PREFIX, documents.document),
    (archives.PREFIXES, archives.archive),
    (FOLDER, client),
)
"""What is read, by what its address begins with."""


class Edge:
    """Stands in front of `application`."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._headers = security_headers()
        # Read now: a wheel that cannot be handed out ends the start, and no request.
        client_wheel()

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        answer = self._answer(environ)
        if answer is None:
            return self._application(environ, start_response)
        start_response(f"{answer.status.value} {answer.status.phrase}", [*answer.headers, *self._headers])
        if environ["REQUEST_METHOD"] == "HEAD":
            _close(answer.body)
            return []
        return answer.body

    def _answer(self, environ: Environ) -> Answer | None:
        """Return the answer, or None where Django is to answer."""
        path = environ["PATH_INFO"]
        # No name holds NUL, and PostgreSQL fails where it is asked for one. In a cookie it stands as `\\000`.
        if "\0" in path or "%00" in environ.get("QUERY_STRING", ""):
            return refusal(ERRORS.error("E_REQUEST", reason="the address holds the character NUL"))
        if "\\000" in environ.get("HTTP_COOKIE", ""):
            return refusal(ERRORS.error("E_REQUEST", reason="a cookie holds the character NUL"))
        if path == resolve.PATH:
            return _guarded(resolve.resolve, environ, ("POST",))
        for below, view in _READ:
            if path.startswith(below):
                return _guarded(view, environ, _READING)
        return None


def _guarded(view: View, environ: Environ, methods: tuple[str, ...]) -> Answer:
    """Answer by `view`; whatever it raises becomes a problem document, as it does in the API."""
    method = environ["REQUEST_METHOD"]
    if method not in methods:
        allowed = " or ".join(methods)
        return refusal(
            ERRORS.error("E_METHOD", method=method, allowed=allowed), ("Allow", ", ".join(methods))
        )
    try:
        return view(environ)
    except CtxpackError as error:
        return refusal(error)
    except Exception:
        logger.exception("request failed", extra={"path": environ["PATH_INFO"]})
        return refusal(ERRORS.error("E_INTERNAL"))


def _close(body: Iterable[bytes]) -> None:
    close = getattr(body, "close", None)
    if close is not None:
        close()
