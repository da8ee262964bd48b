"""A document beside its text: the original as a page can show it, with every loss at its place."""

import io
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.contribute.access import with_draft
from marketplace.contribute.answers_form import AnswersForm
from marketplace.contribute.pages import page_named
from marketplace.contribute.visitor import Who
from packformat.convert.facsimile.places import Placed, anchor, placed
from registry.drafts.private import private_fields
from registry.models import Draft, DraftDocument
from registry.services.draft_originals import facsimile_of, original_of, picture_of

_PAGE = page_named("documents")


class Part(NamedTuple):
    """A block of the original, or a row of one: where links lead to, and what was lost there."""

    value: Mapping[str, Any]
    anchor: str
    told: list[str]
    rows: list["Part"]


@never_cache
@require_safe
@with_draft
def compare(request: HttpRequest, _who: Who, draft: Draft, item_id: str) -> HttpResponse:
    """Show a document that was brought beside the text that was read of it."""
    document = _document(draft, item_id)
    form = AnswersForm(_PAGE, draft.content)
    group = next((one for one in form.groups() if one.id == item_id), None)
    if group is None:
        raise Http404
    facsimile = facsimile_of(document)
    losses = placed(facsimile["blocks"], document.losses)
    context = {
        "draft": draft,
        "document": document,
        "group": group,
        "text": form[f"documents.{item_id}.text"].value() or "",
        "parts": _parts(facsimile["blocks"], losses),
        "cut": facsimile["cut"],
        "losses": losses,
        "private": private_fields(draft.content),
        "section": "publish",
    }
    return render(request, "contribute/compare.html", context)


@never_cache
@require_safe
@with_draft
def picture(_request: HttpRequest, _who: Who, draft: Draft, item_id: str, block: int) -> HttpResponse:
    """Show the picture that was drawn of a page."""
    data = picture_of(_document(draft, item_id), block)
    if not data:
        raise Http404
    return _inert(FileResponse(io.BytesIO(data), content_type="image/png"))


@never_cache
@require_safe
@with_draft
def original(_request: HttpRequest, _who: Who, draft: Draft, document_id: int) -> HttpResponse:
    """Hand the original back to its authors, as a file to keep, never as a page."""
    document = draft.documents.exclude(digest="").filter(pk=document_id).first()
    if document is None:
        raise Http404
    data = io.BytesIO(original_of(document))
    kind = "application/octet-stream"
    return _inert(FileResponse(data, as_attachment=True, filename=document.filename, content_type=kind))


def _document(draft: Draft, item_id: str) -> DraftDocument:
    document = draft.documents.filter(part=DraftDocument.Part.DOCUMENTS, item=item_id).first()
    if document is None:
        raise Http404
    return document


def _inert(answer: FileResponse) -> FileResponse:
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def _parts(blocks: list[dict[str, Any]], losses: list[Placed]) -> list[Part]:
    told: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        for place in loss.anchors:
            told[place].append(loss.message)
    return [_part(block, number, told) for number, block in enumerate(blocks)]


def _part(block: dict[str, Any], number: int, told: Mapping[str, list[str]]) -> Part:
    rows = [
        Part(row, anchor(number, count), told.get(anchor(number, count), []), [])
        for count, row in enumerate(block.get("rows", ()))
    ]
    return Part(block, anchor(number), told.get(anchor(number), []), rows)
