"""Errors as problem documents (RFC 9457), the one form in which the registry's API refuses."""

import json
from http import HTTPStatus

from packformat.errors import CtxpackError

MEDIA_TYPE = "application/problem+json"

_STATUS_OF_FAMILY = {
    "author": HTTPStatus.UNPROCESSABLE_ENTITY,
    "usage": HTTPStatus.BAD_REQUEST,
    "not-found": HTTPStatus.NOT_FOUND,
    "conflict": HTTPStatus.CONFLICT,
    "integrity": HTTPStatus.UNPROCESSABLE_ENTITY,
    "permission": HTTPStatus.FORBIDDEN,
    "registry": HTTPStatus.SERVICE_UNAVAILABLE,
}
_STATUS_OF_CODE = {
    "E_TOKEN_MISSING": HTTPStatus.UNAUTHORIZED,
    "E_TOKEN_INVALID": HTTPStatus.UNAUTHORIZED,
    "E_TOKEN_EXPIRED": HTTPStatus.UNAUTHORIZED,
    "E_TOKEN_REVOKED": HTTPStatus.UNAUTHORIZED,
    "E_ACCOUNT_INACTIVE": HTTPStatus.UNAUTHORIZED,
    "E_METHOD": HTTPStatus.METHOD_NOT_ALLOWED,
    "E_NOT_ACCEPTABLE": HTTPStatus.NOT_ACCEPTABLE,
    "E_UPLOAD_TOO_LARGE": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "E_MEDIA_TYPE": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "E_RANGE": HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
    "E_TOO_MANY_REQUESTS": HTTPStatus.TOO_MANY_REQUESTS,
    "E_INTERNAL": HTTPStatus.INTERNAL_SERVER_ERROR,
}


def status_of(error: CtxpackError) -> HTTPStatus:
    """Return the HTTP status that says the same as the error."""
    family = _STATUS_OF_FAMILY.get(error.family, HTTPStatus.INTERNAL_SERVER_ERROR)
    return _STATUS_OF_CODE.get(error.code, family)


def problem_of(error: CtxpackError) -> dict[str, object]:
    """Return the problem document: the members of RFC 9457, our code and hint, and the error's values."""
    status = status_of(error)
    plain = error.as_dict()
    values = plain["data"] if isinstance(plain["data"], dict) else {}
    return {
        **values,
        "type": f"urn:ctxpack:error:{error.code}",
        "title": status.phrase,
        "status": int(status),
        "detail": error.message,
        "code": error.code,
        "hint": error.hint,
    }


def problem_bytes(error: CtxpackError) -> bytes:
    """Return the problem document as it is sent."""
    return json.dumps(problem_of(error), ensure_ascii=False).encode()
