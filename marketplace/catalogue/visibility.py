"""The page that says who sees a pack, on which an owner shows a private one to everybody."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from marketplace.account.signed_in import signed_in
from marketplace.catalogue.shown import frame, shown_pack, shown_release
from packformat.errors import CtxpackError
from registry.models import Membership, Pack
from registry.services.permissions import require_member
from registry.services.visibility import set_visibility


class PublicForm(forms.Form):
    """The clear yes to showing a pack to everybody."""

    confirm = forms.CharField(
        label="The name of the pack, to say that you mean it",
        max_length=64,
        help_text="Every version, with its files, can be read and copied by everybody from then on",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, pack: Pack, *args: object) -> None:
        super().__init__(*args)
        self._pack = pack

    def clean_confirm(self) -> str:
        """Take the name of the pack and nothing else."""
        if self.cleaned_data["confirm"] != self._pack.name:
            message = f"Write {self._pack.name}, the name of the pack"
            raise forms.ValidationError(message)
        return self._pack.name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def visibility_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show the members of a pack's publisher who sees it; take an owner's yes to make it public."""
    pack = shown_pack(request, name)
    require_member(request.user, pack.publisher)
    members = list(pack.publisher.memberships.select_related("user").order_by("created_at"))
    form = PublicForm(pack, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            set_visibility(
                actor=request.user, pack=name, visibility=Pack.Visibility.PUBLIC, **form.cleaned_data
            )
        except CtxpackError as error:
            form.add_error("confirm", error.message)
        else:
            return redirect("pack-page", name)
    context = frame(pack, shown_release(pack), "visibility") | {
        "members": members,
        "is_owner": any(
            one.user_id == request.user.pk and one.role == Membership.Role.OWNER for one in members
        ),
        "form": form,
    }
    return render(request, "catalogue/visibility.html", context)
