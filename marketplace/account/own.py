"""What is kept about a person: the trail of their acts, and everything, to take along."""

from allauth.account.decorators import reauthentication_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.account.signed_in import signed_in
from registry.models import AuditEntry
from registry.services.export import export_of

ACTS_PER_PAGE = 50


@never_cache
@require_safe
@signed_in
def audit(request: HttpRequest) -> HttpResponse:
    """Show what the person did, the newest first."""
    acts = AuditEntry.objects.filter(actor=request.user).order_by("-at", "-pk")
    page = Paginator(acts, ACTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "account/audit.html", {"page": page, "section": "account"})


@never_cache
@require_safe
@signed_in
@reauthentication_required
def export(request: HttpRequest) -> HttpResponse:
    """Hand out everything that is kept about the person."""
    return FileResponse(export_of(request.user), as_attachment=True, filename="ctxpack-export.zip")
