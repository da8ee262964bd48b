"""Bringing documents: each becomes readable text, with what was lost and what is private told beside it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.contribute.access import with_draft
from marketplace.contribute.room import room_of, take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who
from marketplace.site.rates import spend
from packformat.errors import CtxpackError
from registry.models import Draft
from registry.services.draft_data import read_columns
from registry.services.draft_documents import add_document
from registry.services.draft_folders import read_folders

_MOST_CONVERSIONS, _HOUR = 60, 3600
_DRAWN = 1024 * 1024
"""Bytes that a document is counted for beside its own: what is shown of it, with pictures of its pages."""


@require_POST
@with_draft
def bring(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Take in one or several documents; one that cannot be read does not keep the others from it."""
    for file in request.FILES.getlist("documents"):
        try:
            _spend_conversion(request, who)
            take_room(request, who, file.size + _DRAWN)
            add_document(
                actor=who.actor, visitor=who.visitor, draft_id=draft.pk, name=file.name, data=file.read()
            )
        except CtxpackError as error:
            _tell(request, file.name, error)
    return redirect("draft-page", draft.pk, "documents")


@require_POST
@with_draft
def read_sample(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Read the headings off a sample of data; the sample is not kept."""
    read: list[str] = []
    for file in request.FILES.getlist("sample"):
        try:
            _spend_conversion(request, who)
            read += read_columns(
                actor=who.actor, visitor=who.visitor, draft_id=draft.pk, name=file.name, data=file.read()
            )
        except CtxpackError as error:
            _tell(request, file.name, error)
    address = reverse("draft-page", args=(draft.pk, "data"))
    return redirect(f"{address}?read={len(read)}&at={read[0]}#{read[0]}" if read else address)


@require_POST
@with_draft
def read_layout(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Read the folders off a zip; nothing of it is kept but their names."""
    for file in request.FILES.getlist("layout"):
        try:
            take_room(request, who, room_of(draft))
            read_folders(actor=who.actor, visitor=who.visitor, draft_id=draft.pk, data=file.read())
        except CtxpackError as error:
            _tell(request, file.name, error)
    return redirect("draft-page", draft.pk, "names")


def _spend_conversion(request: HttpRequest, who: Who) -> None:
    """Count a conversion of somebody who has no account: each is a program that runs for them."""
    if who.actor is None:
        spend(request, "convert", _MOST_CONVERSIONS, _HOUR)


def _tell(request: HttpRequest, name: str, error: CtxpackError) -> None:
    messages.error(request, f"`{name}`: {told(error)}")
