import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from registry.api.addresses import ApiAddressesMiddleware

PATHS = {"/api/v1/packs": True, "/api": False, "/": False, "/apis/": False}


@pytest.mark.parametrize("path", PATHS)
def test_only_what_is_below_the_prefix_is_looked_up_among_the_apis_addresses(
    rf: RequestFactory, path: str
) -> None:
    def answered(request: HttpRequest) -> HttpResponse:
        return HttpResponse(getattr(request, "urlconf", "the site's"))

    answer = ApiAddressesMiddleware(answered)(rf.get(path))
    assert answer.content.decode() == ("registry.api.root" if PATHS[path] else "the site's")


@pytest.mark.django_db
def test_the_sites_pages_and_the_api_do_not_shadow_each_other() -> None:
    client = Client()
    assert client.get("/api/no-such-thing")["Content-Type"] == "application/problem+json"
    assert client.get("/no-such-thing")["Content-Type"].startswith("text/html")
