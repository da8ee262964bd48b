"""The page on which a publisher, or the staff, withdraw a version, or take that back."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.account.signed_in import signed_in
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from registry.models import Release
from registry.services.permissions import require_member_or_staff
from registry.services.yank import LONGEST_REASON, may_unyank, unyank_release, yank_persona, yank_release


class WithdrawForm(forms.Form):
    """Why a version should not be installed any more."""

    reason = forms.CharField(
        label="Why should nobody install it any more?",
        max_length=LONGEST_REASON,
        help_text="One sentence for those who use the pack: everybody sees it, and the installer prints it",
    )

    def __init__(self, release: Release, *args: Any) -> None:
        super().__init__(*args)
        if release.components.filter(kind="persona").exists():
            self.fields["consent"] = forms.BooleanField(
                label="Whoever a persona in it is of does not agree any more: withdraw every version with it",
                required=False,
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def withdraw_page(request: HttpRequest, name: str, version: str) -> HttpResponse:
    """Say what withdrawing does, and do it for a reason; of a version that is withdrawn, take it back."""
    pack = shown_pack(request, name)
    release = shown_release(pack, version)
    require_member_or_staff(request.user, pack.publisher)
    about = {"actor": request.user, "pack": name, "version": version}
    if "restore" in request.POST:
        unyank_release(**about)
        return redirect("version-page", name, version)
    form = WithdrawForm(release, request.POST if request.method == "POST" else None)
    if form.is_valid():
        withdraw = yank_persona if form.cleaned_data.get("consent") else yank_release
        withdraw(**about, reason=form.cleaned_data["reason"])
        return redirect("version-page", name, version)
    context = frame(pack, release, "versions") | {
        "form": form,
        "may_restore": release.is_yanked and may_unyank(request.user, release),
    }
    return render(request, "catalogue/withdraw.html", context)
