"""Sending people to sign in, and back to the page where they wanted to act."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, which leads back to where they were: what was typed is not sent for them."""
    return redirect_to_login(_page_of(request))


def _page_of(request: HttpRequest) -> str:
    """The page that holds the form, since many addresses that take one show none."""
    came_from = request.headers.get("Referer", "")
    if request.method == "POST" and url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return came_from
    return request.get_full_path()
