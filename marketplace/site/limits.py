"""Requests that are too large, or ask for what nothing can be called, turned away instead of failing."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from packformat.paths import DEFAULT_LIMITS
from registry.api.addresses import PREFIX
from registry.errors import ERRORS
from registry.problems import MEDIA_TYPE, problem_bytes, status_of

_ROOM_FOR_THE_FORM = 64 * 1024
MAX_REQUEST_BYTES = DEFAULT_LIMITS.archive + _ROOM_FOR_THE_FORM
"""The largest archive, and the fields and boundaries of the form around it."""


class RequestSizeMiddleware:
    """Answers 413 from the declared length, before anything reads the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on a request of lawful size; the API has its own limit and its own form of refusal."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length) > MAX_REQUEST_BYTES and not request.path.startswith("/api/"):
            return render(request, "413.html", {"limit": DEFAULT_LIMITS.archive}, status=413)
        return self._get_response(request)


class NulMiddleware:
    """Answers 404, and the API 400, to an address that holds the character NUL: PostgreSQL takes none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what can be looked for."""
        query = request.META.get("QUERY_STRING", "")
        if "\0" not in request.path_info and "\0" not in query and "%00" not in query:
            return self._get_response(request)
        if not request.path_info.startswith(PREFIX):
            raise Http404
        error = ERRORS.error("E_REQUEST", reason="its address holds the character NUL")
        headers = {"Cache-Control": "no-store"}
        return HttpResponse(problem_bytes(error), MEDIA_TYPE, status=status_of(error), headers=headers)
