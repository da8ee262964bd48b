"""Reading the fields of a request."""

from typing import Any

from rest_framework.request import Request
from rest_framework.serializers import Serializer

from registry.errors import ERRORS


def texts_of(request: Request, *needed: str, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the fields of a request as texts; one that is optional is empty where it was not sent.

    Raises:
        UsageError: E_FIELD, one that is needed is missing, or one is no text.
    """
    texts = {}
    for field in (*needed, *optional):
        value = request.data.get(field, "" if field in optional else None)
        if not isinstance(value, str):
            raise ERRORS.error("E_FIELD", field=field, reason="send it as text")
        texts[field] = value
    return texts


def switch_of(request: Request, field: str) -> bool:
    """Return a field that is true or false.

    Raises:
        UsageError: E_FIELD, it is missing or neither.
    """
    value = request.data.get(field)
    if not isinstance(value, bool):
        raise ERRORS.error("E_FIELD", field=field, reason="send true or false")
    return value


def sent_as(request: Request, shape: type[Serializer[object]]) -> dict[str, Any]:
    """Return what was sent, in its shape.

    Raises:
        UsageError: E_FIELD, for the first field that is not.
    """
    sent = shape(data=request.data)
    if not sent.is_valid():
        field, reasons = next(iter(sent.errors.items()))
        while isinstance(reasons, dict):
            reasons = next(iter(reasons.values()))
        raise ERRORS.error("E_FIELD", field=field, reason=str(reasons[0]).rstrip("."))
    return dict(sent.validated_data)
