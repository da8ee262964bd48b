"""The advisories of the whole registry and of a pack, and each by itself."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.account.signed_in import signed_in, signed_in_to_post
from marketplace.advisories.forms import AdvisoryForm, WithdrawalForm
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.site.privately import note_private
from marketplace.text.page import render_page
from registry.models import Advisory
from registry.readers import NOBODY, seen
from registry.services.advisories import (
    Statement,
    change_advisory,
    may_advise,
    may_change,
    publish_advisory,
    withdraw_advisory,
)

ADVISORIES_PER_PAGE = 20


@require_safe
def advisories_page(request: HttpRequest) -> HttpResponse:
    """List every advisory, the newest first."""
    advisories = seen(Advisory.objects.select_related("pack"), NOBODY).order_by("-published_at", "-pk")
    page = Paginator(advisories, ADVISORIES_PER_PAGE).get_page(request.GET.get("page"))
    return render_page(request, "advisories/list", {"page": page, "section": "catalogue"})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_to_post
def pack_advisories_page(request: HttpRequest, name: str) -> HttpResponse:
    """List the advisories on a pack, and take a new one from its publisher or the staff."""
    pack = shown_pack(request, name)
    form = AdvisoryForm(pack) if may_advise(request.user, pack) else None
    if request.method == "POST":
        form = AdvisoryForm(pack, request.POST)
        published = form.send(lambda said: publish_advisory(actor=request.user, pack=name, statement=said))
        if published:
            return redirect("advisory-page", published.pk)
    advisories = pack.advisories.order_by("-published_at", "-pk")
    context = frame(pack, shown_release(pack), "advisories") | {
        "page": Paginator(advisories, ADVISORIES_PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render_page(request, "advisories/pack", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in_to_post
def advisory_page(request: HttpRequest, advisory_id: int) -> HttpResponse:
    """Show an advisory, and take changes from those who may change it."""
    advisories = seen(Advisory.objects.select_related("pack__publisher"), request.user)
    advisory = get_object_or_404(advisories, pk=advisory_id)
    note_private(request, private=advisory.pack.is_private)
    form = None
    if request.method == "POST":
        form = AdvisoryForm(advisory.pack, request.POST)
        if form.send(
            lambda said: change_advisory(actor=request.user, advisory=advisory.pk, **said._asdict())
        ):
            return redirect("advisory-page", advisory.pk)
    elif may_change(request.user, advisory):
        said = {field: getattr(advisory, field) for field in Statement._fields}
        form = AdvisoryForm(advisory.pack, initial=said)
    releases = advisory.pack.releases.order_by("-sort_key").values_list("version", flat=True)
    context = {
        "advisory": advisory,
        "pack": advisory.pack,
        "versions": [version for version in releases if advisory.concerns(version)],
        "form": form,
        "withdrawal_form": WithdrawalForm(prefix="withdrawal"),
        "section": "catalogue",
    }
    return render_page(request, "advisories/advisory", context)


@require_POST
@signed_in
def advisory_withdraw(request: HttpRequest, advisory_id: int) -> HttpResponse:
    """Withdraw an advisory, with a reason that everybody sees."""
    reason = request.POST.get("withdrawal-reason", "")
    withdraw_advisory(actor=request.user, advisory=advisory_id, reason=reason)
    return redirect("advisory-page", advisory_id)
