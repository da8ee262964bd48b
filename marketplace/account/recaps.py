"""What the next recap would say, and the link in each that ends them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from marketplace.account.signed_in import signed_in
from registry.services.recap_letters import text_of
from registry.services.recap_links import person_of, stop_recaps
from registry.services.recaps import next_recap


@never_cache
@require_safe
@signed_in
def recap(request: HttpRequest) -> HttpResponse:
    """Show what the next recap would say, word for word."""
    found = next_recap(actor=request.user)
    context = {"text": text_of(found) if found.has_news else "", "section": "account"}
    return render(request, "account/recap.html", context)


# Mail programs send the form of RFC 8058 without a cookie; the key shows whose recaps they may end.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recap_stop(request: HttpRequest, key: str) -> HttpResponse:
    """End recaps when that is sent; whoever only opens the link is asked, because programs open links too."""
    person = person_of(key)
    if person is None:
        raise Http404
    if request.method == "POST":
        stop_recaps(actor=person)
    return render(request, "account/recap_stop.html", {"stopped": request.method == "POST"})
