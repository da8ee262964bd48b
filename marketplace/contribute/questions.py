"""The pages with questions. One POST serves the script that saves in the background and the plain button."""

import uuid

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from marketplace.account.unsent import keep_unsent, take_unsent, unsent
from marketplace.contribute.acts import do_act
from marketplace.contribute.answers_form import AnswersForm
from marketplace.contribute.autosave import saved_answer, signed_out, wants_json
from marketplace.contribute.documents import BRING, take_files
from marketplace.contribute.layout import show_brought, show_page
from marketplace.contribute.number import read_number
from marketplace.contribute.pages import PAGES, Page, page_after, page_named
from marketplace.contribute.professions import KINDS
from marketplace.contribute.room import A_BEGINNING, room_of, spend_conversion, take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who, new_key, remember, who_asks
from packformat.errors import CtxpackError, NotFoundError
from registry.models import Draft
from registry.services.draft_access import find_draft
from registry.services.draft_packs import gaps_of
from registry.services.drafts import Saved, save_answers, start_draft

GO_ON = "go-on"
"""In the place of a page's name: the first page that lacks something, or all answers where none does."""
_NOTHING_NEW = 204
_CONFLICT = 409
_INCOMPLETE = 422
_TOO_MUCH = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the first page; a draft is made when the first answer is sent, not before, and takes it in.

    The browser sends the answer once more, to the draft (307, RFC 9110 section 15.4.8). Taken in here, a
    page that asks for more would stand at this address, and begin another draft when it is sent.
    """
    if kind not in KINDS:
        raise Http404
    page, content = PAGES[0], {"kind": kind}
    if request.method != "POST":
        return show_page(
            request, Draft(content=content, revision=0), page, {"form": AnswersForm(page, content)}
        )
    who = who_asks(request)
    try:
        take_room(request, who, A_BEGINNING)
    except CtxpackError as error:
        form = AnswersForm(page, content, request.POST)
        form.add_error(None, told(error))
        return show_page(request, Draft(content=content, revision=0), page, {"form": form}, _TOO_MUCH)
    key = who.visitor or new_key()
    draft = start_draft(actor=who.actor, visitor=key, content=content)
    return remember(redirect("draft-page", draft.pk, page.name, preserve_request=True), key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@vary_on_headers("HX-Request")
def draft_page(request: HttpRequest, draft_id: uuid.UUID, page_name: str) -> HttpResponse:
    """Show one page of a draft, or take in what was typed on it."""
    page, who = page_named(page_name), who_asks(request)
    if page is None and page_name != GO_ON:
        raise Http404
    try:
        draft = find_draft(draft_id, *who)
    except NotFoundError as error:
        return _signed_out(request, who, error)
    if page is None:
        return redirect("draft-page", draft.pk, next((gap.page for gap in gaps_of(draft)), "answers"))
    if request.htmx:
        return show_brought(request, draft, page)
    sent = request.POST if request.method == "POST" else _unsent(request)
    if sent is not None:
        answer = _take(request, who, draft, page, sent)
        # As the draft is kept longer with each answer, so is the key to it.
        return answer if draft.owner_id else remember(answer, who.visitor)
    return show_page(request, draft, page, {"form": AnswersForm(page, draft.content)})


def _signed_out(request: HttpRequest, who: Who, error: NotFoundError) -> HttpResponse:
    """Let whoever is signed out sign in again, with what they typed kept; others find no such draft."""
    if who.actor:
        raise Http404 from error
    if wants_json(request):
        return signed_out()
    if request.htmx:
        return HttpResponse(status=_NOTHING_NEW)
    if request.method == "POST":
        keep_unsent(request)
    return redirect_to_login(request.path)


def _unsent(request: HttpRequest) -> QueryDict | None:
    """What was sent while signed out. Files are not kept: whoever chose some is asked for them again."""
    kept, sent = unsent(request), take_unsent(request)
    if sent is not None and kept is not None and kept.files:
        sent = sent.copy()
        sent["do"] = BRING
    return sent


def _take(request: HttpRequest, who: Who, draft: Draft, page: Page, sent: QueryDict) -> HttpResponse:
    """Save what was typed, then do what the button says."""
    act = sent.get("do", "save")
    form = AnswersForm(page, draft.content, sent)
    form.is_valid()
    saved = _save(request, who, draft, form, sent)
    if wants_json(request):
        return saved_answer(saved, page, form.errors)
    brought = take_files(request, who, saved.draft, page)
    if act == BRING and not brought:
        messages.error(request, "No file came along: choose it first, then bring it in")
    if form.errors or saved.conflicts:
        theirs = {one.field: one.theirs for one in saved.conflicts}
        context = {"form": form, "theirs": theirs}
        return show_page(request, saved.draft, page, context, _CONFLICT if theirs else _INCOMPLETE)
    if brought and act in (BRING, "save", "next", "later"):
        # Whoever brings something sees what became of it first; the next press goes on.
        return redirect(reverse("draft-page", args=(saved.draft.pk, page.name)) + brought)
    return _go_on(request, who, saved.draft, page, act)


def _save(request: HttpRequest, who: Who, draft: Draft, form: AnswersForm, sent: QueryDict) -> Saved:
    """Save all that was typed but what is to be left as others have it."""
    leave = sent.get("do", "").removeprefix("theirs:")
    typed = {field: value for field, value in form.typed().items() if field != leave}
    try:
        take_room(request, who, room_of(draft, typed))
        return save_answers(
            actor=who.actor,
            visitor=who.visitor,
            draft_id=draft.pk,
            answers=typed,
            base=read_number(sent.get("revision", "")) or draft.revision,
        )
    except CtxpackError as error:
        form.add_error(None, told(error))
        return Saved(draft, [])


def _go_on(request: HttpRequest, who: Who, draft: Draft, page: Page, act: str) -> HttpResponse:
    gaps = [gap for gap in gaps_of(draft) if gap.page == page.name]
    if act == "next" and gaps:
        form = AnswersForm(page, draft.content, request.POST)
        form.is_valid()
        form.show_gaps(gaps)
        return show_page(request, draft, page, {"form": form, "may_wait": True}, _INCOMPLETE)
    if act in ("next", "later"):
        return redirect("draft-page", draft.pk, page_after(page).name)
    try:
        if act.startswith("again:"):
            spend_conversion(request, who)
        shown = do_act(who, draft, page, act)
    except CtxpackError as error:
        messages.error(request, told(error))
        shown = ""
    if "compared" in request.POST and not act.startswith("right:"):
        return redirect("draft-compare", draft.pk, request.POST["compared"])
    return redirect(reverse("draft-page", args=(draft.pk, page.name)) + shown)
