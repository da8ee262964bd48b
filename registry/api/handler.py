"""Whatever a view raises, as a problem document."""

import logging
import math
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from rest_framework import exceptions
from rest_framework.response import Response

from packformat.errors import CtxpackError
from registry.api.authentication import CHALLENGE
from registry.errors import ERRORS
from registry.problems import MEDIA_TYPE, problem_of, status_of

logger = logging.getLogger(__name__)

Translation = Callable[[Any, dict[str, Any]], CtxpackError]


def problem_response(exc: Exception, context: dict[str, Any]) -> Response:
    """Return the answer for an exception; Django REST framework calls this for every one."""
    error = _as_error(exc, context)
    status = status_of(error)
    headers = {"Cache-Control": "no-store"}
    if error.code == "E_TOO_MANY_REQUESTS":
        headers["Retry-After"] = str(error.data["seconds"])
    if error.code == "E_METHOD":
        headers["Allow"] = ", ".join(context["view"].allowed_methods)
    if status == exceptions.NotAuthenticated.status_code:
        headers["WWW-Authenticate"] = CHALLENGE
    return Response(problem_of(error), status=status, headers=headers, content_type=MEDIA_TYPE)


def _as_error(exc: Exception, context: dict[str, Any]) -> CtxpackError:
    if isinstance(exc, CtxpackError):
        return exc
    for kinds, translate in _TRANSLATIONS:
        if isinstance(exc, kinds):
            return translate(exc, context)
    request = context["request"]
    logger.error("request failed", exc_info=exc, extra={"path": request.path, "method": request.method})
    return ERRORS.error("E_INTERNAL")


def _method(_exc: Any, context: dict[str, Any]) -> CtxpackError:
    allowed = " or ".join(context["view"].allowed_methods)
    return ERRORS.error("E_METHOD", method=context["request"].method, allowed=allowed)


def _media_type(_exc: Any, context: dict[str, Any]) -> CtxpackError:
    wanted = " or ".join(f"`{parser.media_type}`" for parser in context["view"].parser_classes)
    return ERRORS.error("E_MEDIA_TYPE", found=context["request"].content_type, wanted=wanted)


def _throttled(exc: Any, _context: dict[str, Any]) -> CtxpackError:
    return ERRORS.error("E_TOO_MANY_REQUESTS", seconds=math.ceil(exc.wait or 1))


def _not_acceptable(_exc: Any, _context: dict[str, Any]) -> CtxpackError:
    return ERRORS.error("E_NOT_ACCEPTABLE")


def _too_large(_exc: Any, _context: dict[str, Any]) -> CtxpackError:
    return ERRORS.error("E_UPLOAD_TOO_LARGE", limit=settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _malformed(exc: Any, _context: dict[str, Any]) -> CtxpackError:
    return ERRORS.error("E_REQUEST", reason=str(exc))


# From the narrower to the wider: RequestDataTooBig is a SuspiciousOperation too.
_TRANSLATIONS: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Translation], ...] = (
    (exceptions.MethodNotAllowed, _method),
    (exceptions.UnsupportedMediaType, _media_type),
    (exceptions.NotAcceptable, _not_acceptable),
    (exceptions.Throttled, _throttled),
    (RequestDataTooBig, _too_large),
    ((exceptions.ParseError, SuspiciousOperation), _malformed),
)
