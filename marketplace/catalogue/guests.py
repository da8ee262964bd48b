"""The page on which an owner lets somebody who is no member read a private pack, and ends that."""

from datetime import date
from uuid import uuid4, uuid5

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from marketplace.account.signed_in import signed_in
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from marketplace.site.rates import spend
from packformat.errors import CtxpackError
from registry.services.grants import end_grant, grant_access, grants_of

GRANTS_PER_PAGE = 50
MOST_AN_HOUR = 60
"""By hand; a program that passes payments on has a token."""


class GuestForm(forms.Form):
    """Who is let in, and how long."""

    username = forms.CharField(
        label="User name", max_length=150, help_text="Of an account here: ask your guest for it"
    )
    until = forms.DateField(
        label="Last day",
        required=False,
        help_text="Empty: for good, until you end it. The day ends at midnight UTC",
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    """Made with the page, so that a button that is pressed twice lets in once."""

    def clean_until(self) -> date | None:
        """Take a day that is not over."""
        until: date | None = self.cleaned_data["until"]
        if until and until < timezone.now().date():
            message = "This day is over"
            raise forms.ValidationError(message)
        return until

    @property
    def reference(self) -> str:
        """The grant's reference: another one for whoever comes back to the page and lets in somebody else."""
        said = self.cleaned_data
        return "page-" + str(uuid5(said["key"], f"{said['username']} {said['until']}"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def guests_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show the owners of a pack who was let in to read it; let somebody in."""
    pack = shown_pack(request, name)
    grants = grants_of(actor=request.user, pack=name)
    form = GuestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            spend(request, "grant", MOST_AN_HOUR, 3600)
            grant_access(
                actor=request.user,
                pack=name,
                username=form.cleaned_data["username"],
                reference=form.reference,
                until=form.cleaned_data["until"],
            )
        except CtxpackError as error:
            form.add_error("username", error.message)
        else:
            return redirect("pack-guests", name)
    context = frame(pack, shown_release(pack), "guests") | {
        "page": Paginator(grants, GRANTS_PER_PAGE).get_page(request.GET.get("page")),
        "form": form,
    }
    return render(request, "catalogue/guests.html", context)


@require_POST
@signed_in
def guest_end(request: HttpRequest, name: str, reference: str) -> HttpResponse:
    """End a grant."""
    end_grant(actor=request.user, pack=name, reference=reference)
    return redirect("pack-guests", name)
