"""The page on which people send what they were about to send when they were signed out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.account.signed_in import signed_in
from marketplace.account.unsent import unsent


@never_cache
@require_safe
@signed_in
def resume(request: HttpRequest) -> HttpResponse:
    """Show what was kept, with a button that sends it and a way back to the page that it was typed on."""
    kept = unsent(request)
    if kept is None:
        return redirect("account")
    return render(request, "account/unsent.html", {"unsent": kept, "section": "account"})
