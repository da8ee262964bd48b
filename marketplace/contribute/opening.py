"""Opening a folder again: one that was taken home, or was written elsewhere."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from marketplace.contribute.room import take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import new_key, remember, who_asks
from marketplace.site.rates import spend
from packformat.errors import CtxpackError
from packformat.importing.single import read_sent
from packformat.paths import DEFAULT_LIMITS
from registry.services.draft_packs import open_pack

_MOST_FOLDERS, _HOUR = 20, 3600
"""Folders that an address may open without an account: what is in them is kept."""


class OpenForm(forms.Form):
    """The folder as a zip file, or one page."""

    folder = forms.FileField(max_length=200)


@require_POST
def open_folder(request: HttpRequest) -> HttpResponse:
    """Make a draft of a folder; the files that no page writes go along as they are."""
    form = OpenForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["folder"].size > DEFAULT_LIMITS.archive:
        messages.error(request, "Choose the folder as a zip file, or one page.")
        return redirect("contribute")
    file, who = form.cleaned_data["folder"], who_asks(request)
    key = who.visitor or new_key()
    try:
        if who.actor is None:
            spend(request, "open", _MOST_FOLDERS, _HOUR)
        take_room(request, who, file.size)
        entries = read_sent(str(file.name), file.read())
        name = file.name.rpartition("/")[2].removesuffix(".zip")
        draft = open_pack(actor=who.actor, visitor=key, entries=entries, folder=name)
    except CtxpackError as error:
        messages.error(request, f"This cannot be opened: {told(error)}")
        return redirect("contribute")
    return remember(redirect("draft-page", draft.pk, "outcome"), key)
