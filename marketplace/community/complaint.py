"""Reporting a pack to the staff, with or without an account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.community.forms import ComplaintForm
from marketplace.site.rates import spend
from registry.services.complaints import complain

MOST_AN_HOUR = 5


@require_http_methods(["GET", "HEAD", "POST"])
def complaint_page(request: HttpRequest, name: str) -> HttpResponse:
    """Take a report on a pack; what is in it only the staff see."""
    pack = shown_pack(request, name)
    form = ComplaintForm(
        request.POST if request.method == "POST" else None,
        initial={"version": request.GET.get("version", "")},
    )
    context = frame(pack, shown_release(pack), "complaint") | {"form": form}
    if form.is_valid():
        spend(request, "complain", MOST_AN_HOUR, 3600)
        actor = request.user if request.user.is_authenticated else None
        context["complaint"] = complain(actor=actor, pack=name, **form.cleaned_data)
    return render(request, "community/complaint.html", context)
