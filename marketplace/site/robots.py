"""What programs other than a browser ask a site for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.views.decorators.http import require_safe

_RULES = """\
User-agent: *
Disallow: /accounts/
Disallow: /admin/
Disallow: /api/
Disallow: /publish
Disallow: /submissions/
"""


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Invite robots to the catalogue, and keep them from what is personal or costly."""
    return HttpResponse(_RULES, content_type="text/plain; charset=utf-8")


@require_safe
def favicon(_request: HttpRequest) -> HttpResponse:
    """Lead to the icon those who ask at the address where icons used to be."""
    return redirect(static("marketplace/favicon.svg"), permanent=True)
