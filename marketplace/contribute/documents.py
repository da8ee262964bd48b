"""Bringing documents: each becomes readable text, with what was lost and what is private told beside it."""

import io
import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.contribute.access import with_draft
from marketplace.contribute.room import take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who, who_asks
from marketplace.site.rates import spend
from packformat.errors import CtxpackError, NotFoundError
from registry.models import Draft
from registry.services.draft_access import find_draft
from registry.services.draft_data import read_columns
from registry.services.draft_documents import add_document, original_of

_MOST_CONVERSIONS, _HOUR = 60, 3600


@require_POST
@with_draft
def bring(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Take in one or several documents; one that cannot be read does not keep the others from it."""
    for file in request.FILES.getlist("documents"):
        try:
            _spend_conversion(request, who)
            take_room(request, who, file.size)
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


@never_cache
@require_safe
def original(request: HttpRequest, draft_id: uuid.UUID, item_id: str) -> HttpResponse:
    """Hand the original back to its authors, as a file to keep, never as a page."""
    try:
        draft = find_draft(draft_id, *who_asks(request))
    except NotFoundError as error:
        raise Http404 from error
    document = draft.documents.filter(item=item_id).first()
    if document is None:
        raise Http404
    answer = FileResponse(
        io.BytesIO(original_of(document)),
        as_attachment=True,
        filename=document.filename,
        content_type="application/octet-stream",
    )
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def _spend_conversion(request: HttpRequest, who: Who) -> None:
    """Count a conversion of somebody who has no account: each is a program that runs for them."""
    if who.actor is None:
        spend(request, "convert", _MOST_CONVERSIONS, _HOUR)


def _tell(request: HttpRequest, name: str, error: CtxpackError) -> None:
    messages.error(request, f"`{name}`: {told(error)}")
