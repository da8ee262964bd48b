"""Asking people to sign in, so that they come back to where they were and to what they were about to send."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from marketplace.account.unsent import keep_unsent, take_unsent

View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Let whoever is signed out sign in first, whatever they ask for."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return _come_in(request) or view(request, *args, **kwargs)

    return wrapped


def signed_in_to_post(view: View) -> View:
    """Show the page to everybody, and let whoever sends something and is signed out sign in first."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = _come_in(request) if request.method == "POST" else None
        return asked or view(request, *args, **kwargs)

    return wrapped


def staff_only(view: View) -> View:
    """Let whoever is signed out sign in first, and then nobody in but the staff."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        asked = _come_in(request)
        if asked is None and not request.user.is_staff:
            raise PermissionDenied
        return asked or view(request, *args, **kwargs)

    return wrapped


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page. It leads back to the page asked for, or to what was sent, which is kept."""
    if request.method != "POST":
        return redirect_to_login(request.get_full_path())
    if keep_unsent(request):
        messages.warning(request, "You are signed out. What you sent is kept: sign in, and send it then.")
    return redirect_to_login(reverse("unsent"))


def _come_in(request: HttpRequest) -> HttpResponse | None:
    if not request.user.is_authenticated:
        return sign_in_first(request)
    if request.method == "POST":
        take_unsent(request)  # what was kept for this address is sent by now
    return None
