"""Forms that cannot be read, turned away with a page instead of a fault."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from registry.errors import ERRORS
from registry.problems import status_of


class FormCharactersMiddleware:
    """Answers 400 to a form with too many files, and to one with the character NUL in it.

    Nobody types that, and PostgreSQL fails where it is given one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is looked at is read by then, to see that it is no forgery."""
        return self._get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Look through the fields; the API has its own parsers and its own form of refusal."""
        if request.path.startswith("/api/"):
            return None
        try:
            if not any("\0" in text for name, texts in request.POST.lists() for text in (name, *texts)):
                return None
            error = ERRORS.error("E_REQUEST", reason="it holds the character NUL")
        except TooManyFilesSent:
            error = ERRORS.error("E_TOO_MANY_FILES", most=settings.DATA_UPLOAD_MAX_NUMBER_FILES)
        return render(request, "refusal.html", {"error": error}, status=status_of(error))
