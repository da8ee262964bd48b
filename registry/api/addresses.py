"""Where the API's addresses are looked up: in a URL configuration of its own, imported when first asked for.

The REST framework and the API's description hold nearly as much memory as Django, and no page needs them.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PREFIX = "/api/"


class ApiAddressesMiddleware:
    """Names that configuration for a request below `PREFIX`; every other one is the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        if request.path_info.startswith(PREFIX):
            request.urlconf = "registry.api.root"
        return self._get_response(request)
