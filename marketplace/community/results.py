"""The signed results of a pack's evals: read by all, withdrawn by who sent them, hidden by the staff."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.signed_in import signed_in, staff_only
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.site.privately import note_private
from marketplace.text.page import render_page
from marketplace.wording.results import told_result
from registry.models import Attestation
from registry.readers import seen
from registry.services.attestations import hide_attestation, unhide_attestation, withdraw_attestation

RESULTS_PER_PAGE = 20
MEDIA_TYPE = "application/jsonl"


@require_safe
def results_page(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """Show the results of a pack, or of one version of it; the staff see those that they have hidden."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    rows = Attestation.objects
    found = rows.filter(withdrawn_at=None) if request.user.is_staff else rows.shown()
    found = found.filter(release=release) if version else found.filter(pack=pack)
    found = found.select_related("sender", "key", "release").defer(
        "document", "release__files", "release__manifest", "release__readme"
    )
    page = Paginator(found.order_by("by_publisher", "-sent_at", "-pk"), RESULTS_PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = frame(pack, release, "results") | {
        "page": page,
        "results": [told_result(row) for row in page],
        "of_version": version,
        "case_count": release.components.filter(kind="eval").count(),
    }
    return render_page(request, "community/results", context)


@require_safe
def result_document(request: HttpRequest, result_id: int) -> HttpResponse:
    """Hand out the signed bytes, for `ctxpack eval verify`."""
    results = seen(Attestation.objects.shown(), request.user).select_related("pack", "release")
    found = get_object_or_404(results, pk=result_id)
    note_private(request, private=found.pack.is_private)
    filename = f"{found.pack.name}-{found.release.version}-{found.pk}.eval.jsonl"
    headers = {"Content-Disposition": f'attachment; filename="{filename}"'}
    return HttpResponse(bytes(found.document), content_type=MEDIA_TYPE, headers=headers)


@require_POST
@signed_in
def result_withdraw(request: HttpRequest, result_id: int) -> HttpResponse:
    """Take a result of one's own from view."""
    found = withdraw_attestation(actor=request.user, attestation=result_id)
    return redirect("pack-results", found.release.pack.name)


@require_POST
@staff_only
def result_hide(request: HttpRequest, result_id: int) -> HttpResponse:
    """Hide a result for a reason, or show a hidden one again."""
    if request.POST.get("act") == "show":
        found = unhide_attestation(actor=request.user, attestation=result_id)
    else:
        reason = request.POST.get("reason", "")
        found = hide_attestation(actor=request.user, attestation=result_id, reason=reason)
    return redirect("pack-results", found.release.pack.name)
