"""What the next recap would say."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.account.signed_in import signed_in
from registry.services.recap_letters import text_of
from registry.services.recaps import next_recap


@never_cache
@require_safe
@signed_in
def recap(request: HttpRequest) -> HttpResponse:
    """Show what the next recap would say, word for word."""
    found = next_recap(actor=request.user)
    context = {"text": text_of(found) if found.has_news else "", "section": "account"}
    return render(request, "account/recap.html", context)
