"""Sending people to sign in, and back to the page where they wanted to act."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page, which leads back to this one: what was typed is not sent for them."""
    return redirect_to_login(request.get_full_path())
