"""What the services refuse, as a page that says why and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from packformat.errors import CtxpackError
from registry.problems import status_of


class RefusalMiddleware:
    """Answers with a page where a view lets a refusal through; the API has its own form of refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a refusal; every other exception is a fault, and Django's to report."""
        if not isinstance(exception, CtxpackError):
            return None
        return render(request, "refusal.html", {"error": exception}, status=status_of(exception))
