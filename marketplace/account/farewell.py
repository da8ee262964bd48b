"""The page on which a person closes their account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.account.forms import FarewellForm
from marketplace.account.signed_in import signed_in
from registry.services.farewell import close_account


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
@reauthentication_required
def farewell(request: HttpRequest) -> HttpResponse:
    """Say what is forgotten and what stays; close the account of whoever types its name."""
    form = FarewellForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        close_account(actor=request.user)
        logout(request)
        messages.success(request, "Your account is closed.")
        return redirect("catalogue")
    return render(request, "account/farewell.html", {"form": form, "section": "account"})
