"""Signing up and signing in."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from marketplace.account.forms import SignUpForm
from packformat.errors import CtxpackError
from registry.services.accounts import register_user

sign_in = LoginView.as_view(
    template_name="account/login.html", redirect_authenticated_user=True, extra_context={"section": "account"}
)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """Create an account and sign it in, then go on to where the person wanted to go."""
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            user = register_user(**form.cleaned_data)
        except CtxpackError as error:
            form.add_error("username", error.message)
        else:
            login(request, user)
            return redirect(_next_page(request))
    context = {
        "form": form,
        "next": request.POST.get("next", request.GET.get("next", "")),
        "section": "account",
    }
    return render(request, "account/signup.html", context)


def _next_page(request: HttpRequest) -> str:
    """Return where to go now; an address on another site is not followed."""
    wanted = request.POST.get("next", "")
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else settings.LOGIN_REDIRECT_URL
