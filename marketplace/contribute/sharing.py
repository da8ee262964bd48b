"""Showing a draft to others: links that end, what their readers say, and people who write too."""

import io
import uuid

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from marketplace.account.signed_in import signed_in
from marketplace.contribute.access import with_draft
from marketplace.contribute.agents import files_shown
from marketplace.contribute.layout import show_page
from marketplace.contribute.pages import page_named
from marketplace.contribute.visitor import Who
from packformat.compose.trial import try_checks
from packformat.errors import CtxpackError, NotFoundError
from registry.drafts.private import private_fields
from registry.models import Draft
from registry.services.draft_packs import built, folder_of
from registry.services.draft_sharing import (
    add_comment,
    add_editor,
    draft_behind,
    make_link,
    remove_editor,
    revoke_link,
)


class EditorForm(forms.Form):
    """Who shall write too."""

    username = forms.CharField(label="User name of a colleague", max_length=64)


class CommentForm(forms.Form):
    """What a reader has to say."""

    name = forms.CharField(label="Your name", max_length=80)
    text = forms.CharField(
        label="What do you think?", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@with_draft
def share(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Show links, comments and co-authors; a POST makes a link, whose address is shown this once."""
    address, may = "", not private_fields(draft.content) or "looked" in request.POST
    if request.method == "POST" and may and draft.owner_id and draft.owner == who.actor:
        _link, secret = make_link(actor=who.actor, draft_id=draft.pk)
        address = request.build_absolute_uri(f"/previews/{secret}")
    return _share_page(request, who, draft, EditorForm(), address)


@require_POST
@signed_in
def unshare(request: HttpRequest, draft_id: uuid.UUID, link_id: int) -> HttpResponse:
    """End a link."""
    try:
        revoke_link(actor=request.user, draft_id=draft_id, link_id=link_id)
    except NotFoundError as error:
        raise Http404 from error
    return redirect("draft-share", draft_id)


@never_cache
@require_POST
@signed_in
@with_draft
def editors(request: HttpRequest, who: Who, draft: Draft) -> HttpResponse:
    """Let somebody write too, or no longer."""
    if "remove" in request.POST:
        remove_editor(actor=who.actor, draft_id=draft.pk, username=request.POST["remove"])
        return redirect("draft-share", draft.pk)
    form = EditorForm(request.POST)
    if form.is_valid():
        try:
            add_editor(actor=who.actor, draft_id=draft.pk, **form.cleaned_data)
        except CtxpackError as error:
            form.add_error("username", error.message)
        else:
            return redirect("draft-share", draft.pk)
    return _share_page(request, who, draft, form)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shared_preview(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a draft to whoever has its link, and take in what they say."""
    try:
        draft = draft_behind(secret)
        form = CommentForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            actor = request.user if request.user.is_authenticated else None
            add_comment(actor=actor, secret=secret, **form.cleaned_data)
            return redirect(f"{request.path}#comments")
    except NotFoundError as error:
        raise Http404 from error
    context = {
        "draft": draft,
        "secret": secret,
        "form": form,
        "files": files_shown(built(draft)),
        "trial": try_checks(draft.content),
        "comments": draft.comments.all(),
    }
    answer = render(request, "contribute/shared.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@require_safe
def shared_folder(_request: HttpRequest, secret: str) -> HttpResponse:
    """Hand the folder of a draft to whoever has its link, to be tried with an agent of theirs."""
    try:
        name, data = folder_of(draft_behind(secret))
    except NotFoundError as error:
        raise Http404 from error
    answer = FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{name}.zip")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _share_page(
    request: HttpRequest, who: Who, draft: Draft, form: EditorForm, address: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "address": address,
        "owner": draft.owner == who.actor and who.actor is not None,
        "links": draft.links.filter(revoked_at__isnull=True, expires_at__gt=timezone.now()).order_by("pk"),
        "comments": draft.comments.all(),
        "editors": draft.editors.order_by("username"),
    }
    return show_page(request, draft, page_named("share"), context)
