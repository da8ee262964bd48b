"""Where contributing begins: the starting points, and the drafts one has already."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from marketplace.account.signed_in import signed_in
from marketplace.contribute.pages import PAGES, in_fives
from marketplace.contribute.professions import professions
from marketplace.contribute.visitor import who_asks
from packformat.errors import CtxpackError, NotFoundError
from registry.services.draft_access import drafts_of, taken_away
from registry.services.draft_packs import continue_pack
from registry.services.drafts import delete_draft, undelete_draft

_DRAFTS_SHOWN = 50


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Ask what somebody knows how to do."""
    who = who_asks(request)
    context = {
        "professions": professions(),
        "drafts": drafts_of(*who).order_by("-saved_at")[:_DRAFTS_SHOWN],
        "minutes": in_fives(sum(page.minutes for page in PAGES if not page.optional)),
        "taken_away": taken_away(who.actor)[:_DRAFTS_SHOWN] if who.actor else (),
        "section": "publish",
    }
    return render(request, "contribute/start.html", context)


@require_POST
@signed_in
def delete(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Take a draft away; the next page offers to bring it back, as long as it is kept."""
    try:
        delete_draft(actor=request.user, draft_id=draft_id)
    except NotFoundError as error:
        raise Http404 from error
    return redirect("contribute")


@require_POST
@signed_in
def undelete(request: HttpRequest, draft_id: uuid.UUID) -> HttpResponse:
    """Bring a draft back."""
    try:
        undelete_draft(actor=request.user, draft_id=draft_id)
    except NotFoundError as error:
        raise Http404 from error
    return redirect("contribute")


@require_POST
@signed_in
def continue_release(request: HttpRequest, name: str) -> HttpResponse:
    """Begin the next version of a pack of one's own."""
    try:
        draft = continue_pack(actor=request.user, pack=name)
    except CtxpackError as error:
        messages.error(request, error.message)
        return redirect("contribute")
    return redirect("draft-page", draft.pk, "outcome")
