"""Ending mails by the link that each holds, by hand or by a mail program's one click."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from registry.services.stop_links import Mails, stop_mails, stop_of


# Mail programs send the form of RFC 8058 without a cookie; the key shows whose mails they may end.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mail_stop(request: HttpRequest, key: str) -> HttpResponse:
    """End mails when that is sent; whoever only opens the link is asked, because programs open links too."""
    stop = stop_of(key)
    if stop is None:
        raise Http404
    if request.method == "POST":
        stop_mails(stop)
    context = {"stopped": request.method == "POST", "news": stop.mails is Mails.NEWS}
    return render(request, "account/mail_stop.html", context)
