"""Bringing documents and samples of data: each is kept at once, and read while the expert goes on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.contribute.access import with_draft
from marketplace.contribute.room import room_of, spend_conversion, take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who
from packformat.errors import CtxpackError
from registry.models import Draft, DraftDocument
from registry.services.draft_documents import bring_document
from registry.services.draft_folders import read_folders

_DRAWN = 1024 * 1024
"""Bytes that a document is counted for beside its own: what is shown of it, with pictures of its pages."""


@require_POST
@with_draft
def bring(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Take in one or several documents; one that cannot be kept does not keep the others from it."""
    return _take_in(request, who, draft, "documents", DraftDocument.Part.DOCUMENTS)


@require_POST
@with_draft
def read_sample(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Take in samples of data, each kept until its headings are read."""
    return _take_in(request, who, draft, "sample", DraftDocument.Part.DATA)


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


def _take_in(request: HttpRequest, who: Who, draft: Draft, field: str, part: str) -> HttpResponse:
    of = {"actor": who.actor, "visitor": who.visitor, "draft_id": draft.pk}
    for file in request.FILES.getlist(field):
        try:
            spend_conversion(request, who)
            take_room(request, who, file.size + _DRAWN)
            bring_document(**of, name=file.name, file=file.file, part=part)
        except CtxpackError as error:
            _tell(request, file.name, error)
    return redirect(reverse("draft-page", args=(draft.pk, part)) + "#brought")


def _tell(request: HttpRequest, name: str, error: CtxpackError) -> None:
    messages.error(request, f"`{name}`: {told(error)}")
