"""What every page of contributing shows around its question: how far one is, and how long it still takes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.contribute.answers_form import AnswersForm
from marketplace.contribute.folding import folded_items
from marketplace.contribute.labels import ITEMS
from marketplace.contribute.pages import PAGES, Page, minutes_left, page_after, page_before, progress_of
from marketplace.contribute.professions import profession
from marketplace.site.limits import MOST_TOGETHER
from packformat.compose.examples import sentences_shown
from packformat.compose.names import try_names
from packformat.compose.origins import origin_of
from packformat.compose.trial import try_checks
from packformat.convert.document import LARGEST_DOCUMENT, SUFFIXES
from registry.drafts.private import private_fields
from registry.models import Draft, DraftDocument, DraftFile
from registry.services.draft_packs import covered_by_own, gaps_of

_OWN_TEMPLATES = ("preview", "trial", "answers", "share", "publish", "checks", "documents", "data", "names")


def show_page(
    request: HttpRequest, draft: Draft, page: Page, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Show a page of a draft; one that nobody has typed in yet has no revision."""
    if draft.revision:
        prefetch_related_objects([draft], "files")
    gaps = gaps_of(draft)
    progress = progress_of(draft.content, gaps)
    start = profession(draft.content.get("kind", "other"))
    brought = _brought(draft, page)
    shared = {
        "draft": draft,
        "page": page,
        "before": page_before(page),
        "after": page_after(page),
        "number": PAGES.index(page) + 1,
        "count": len(PAGES),
        "progress": progress,
        "minutes": minutes_left(progress),
        "gaps": gaps,
        "profession": start,
        "guidance": start.pages.get(page.name),
        "add": ITEMS[page.part][1] if page.part else "",
        "private": private_fields(draft.content),
        "brought": brought,
        "waits": _waits(brought),
        "documents": {one.item: one for one in brought},
        "own": _own_files(draft, page),
        "suffixes": ",".join(SUFFIXES),
        "largest": LARGEST_DOCUMENT,
        "together": MOST_TOGETHER,
        "most": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        "tried_names": partial(try_names, draft.content),
        "trial": partial(try_checks, draft.content),
        "about": partial(sentences_shown, draft.content),
        "section": "publish",
    }
    shared["folded"] = _folded(request, page, {**shared, **context})
    template = page.name if page.name in _OWN_TEMPLATES else "questions"
    return render(request, f"contribute/{template}.html", {**shared, **context}, status=status)


def _folded(request: HttpRequest, page: Page, context: Mapping[str, Any]) -> set[str]:
    """The items of the page's list that nobody has to look at."""
    form = context.get("form")
    if not isinstance(form, AnswersForm):
        return set()
    marked = [
        *(gap.field for gap in context["gaps"]),
        *context["private"],
        *context.get("theirs", ()),
        *form.errors,
        *(f"{page.part}.{item}" for item, one in context["documents"].items() if not one.looked_at),
    ]
    return folded_items(form, marked, request.GET.get("at", ""))


def show_brought(request: HttpRequest, draft: Draft, page: Page) -> HttpResponse:
    """Show where the reading of each document stands, by itself: the page asks for it again and again."""
    brought = _brought(draft, page)
    context = {"draft": draft, "page": page, "brought": brought, "waits": _waits(brought)}
    return render(request, "contribute/brought.html", context)


def _brought(draft: Draft, page: Page) -> list[DraftDocument]:
    """What was brought on a page and is not read, or stands in an answer; what was taken out is not shown."""
    if not draft.revision or page.part not in DraftDocument.Part:
        return []
    brought = list(draft.documents.filter(part=page.part))
    read = [one for one in brought if one.status == DraftDocument.Status.READ]
    if unseen := [one for one in read if one.item not in _ids(draft, page)]:
        now = _ids(Draft.objects.only("content").get(pk=draft.pk), page)
        brought = [one for one in brought if one not in unseen or one.item in now]
        for one in unseen:
            # A worker read it after the draft was looked up: it is shown as read when its text is shown, too.
            one.status = DraftDocument.Status.READING
    return brought


def _ids(draft: Draft, page: Page) -> set[str]:
    return {item["id"] for item in draft.content.get(page.part, ())}


def _waits(brought: list[DraftDocument]) -> bool:
    """Whether the reading of one of them has not come to its end."""
    return any(not one.is_final for one in brought)


def _own_files(draft: Draft, page: Page) -> list[DraftFile]:
    """Files that came with the pack and stand where the answers of the page would write others."""
    if not draft.revision or not draft.files.all():
        return []
    paths = {path for path in covered_by_own(draft) if _page_of(draft, path) == page.name}
    return [row for row in draft.files.all() if row.path in paths]


def _page_of(draft: Draft, path: str) -> str:
    origin = origin_of(draft.content, path)
    return origin.page if origin else ""
