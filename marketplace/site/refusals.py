"""What the services refuse, as a page that says why and what to do next."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.template.loader import render_to_string

from packformat.errors import CtxpackError
from registry.problems import status_of


class RefusalMiddleware:
    """Answers with a page where a view lets a refusal through; the API has its own form of refusal."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; an address that shows no page says so with one, not with a blank."""
        answer = self._get_response(request)
        if isinstance(answer, HttpResponseNotAllowed) and not answer.content:
            answer.content = render_to_string("405.html", request=request)
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page for a refusal; every other exception is a fault, and Django's to report."""
        if not isinstance(exception, CtxpackError):
            return None
        return render(request, "refusal.html", {"error": exception}, status=status_of(exception))
