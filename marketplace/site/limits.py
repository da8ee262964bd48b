"""Requests that are too large, turned away with a page instead of a fault."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from packformat.paths import DEFAULT_LIMITS

MOST_TOGETHER = DEFAULT_LIMITS.archive
"""Bytes of all files that come at once: of the largest archive, or of some documents."""
_ROOM_FOR_THE_FORM = 1024 * 1024
MAX_REQUEST_BYTES = MOST_TOGETHER + _ROOM_FOR_THE_FORM
"""These, and the fields and boundaries of the form around them."""


class RequestSizeMiddleware:
    """Answers 413 from the declared length, before anything reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on a request of lawful size; the API has its own limit and its own form of refusal."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MAX_REQUEST_BYTES and not request.path.startswith("/api/"):
            return render(request, "413.html", {"limit": MOST_TOGETHER}, status=413)
        return self._get_response(request)
