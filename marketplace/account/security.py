"""The security page: what protects the account, and where it is signed in."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.account.signed_in import signed_in


@never_cache
@require_safe
@signed_in
def security(request: HttpRequest) -> HttpResponse:
    """Show addresses, second factors and sessions, each with the page that changes it."""
    user = request.user
    context = {
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "factors": Authenticator.objects.filter(user=user).order_by("type", "pk"),
        "sessions": UserSession.objects.filter(user=user).order_by("-last_seen_at"),
        "current": request.session.session_key,
        "section": "account",
    }
    return render(request, "account/security.html", context)
