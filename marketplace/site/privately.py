"""What not everybody may see, kept by no cache and mistaken by none for another's."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers


class PrivatelyMiddleware:
    """Marks answers about private packs, and whatever is answered to a token, as theirs alone who asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and mark the answer."""
        response = self._get_response(request)
        if "Authorization" in request.headers or getattr(request, "shows_private", False):
            response["Cache-Control"] = "private, no-store"
            patch_vary_headers(response, ("Authorization", "Cookie"))
        return response


def note_private(request: HttpRequest, *, private: bool) -> None:
    """Note whether the answer to a request shows what not everybody may see."""
    request.shows_private = private or getattr(request, "shows_private", False)
