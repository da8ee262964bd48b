"""What every page of contributing shows around its question: how far one is, and how long it still takes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.contribute.labels import ITEMS
from marketplace.contribute.pages import PAGES, Page, minutes_left, page_after, page_before, progress_of
from marketplace.contribute.professions import profession
from packformat.compose import find_gaps
from packformat.compose.trial import try_checks
from packformat.convert.document import LARGEST_DOCUMENT, SUFFIXES
from registry.drafts.private import private_fields
from registry.models import Draft, DraftDocument

_OWN_TEMPLATES = ("preview", "trial", "answers", "share", "publish", "checks", "documents", "data")


def show_page(
    request: HttpRequest, draft: Draft, page: Page, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Show a page of a draft; one that nobody has typed in yet has no revision."""
    gaps = find_gaps(draft.content)
    progress = progress_of(draft.content, gaps)
    start = profession(draft.content.get("kind", "other"))
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
        "documents": _documents(draft, page),
        "suffixes": ",".join(SUFFIXES),
        "largest": LARGEST_DOCUMENT,
        "trial": partial(try_checks, draft.content),
        "section": "publish",
    }
    template = page.name if page.name in _OWN_TEMPLATES else "questions"
    return render(request, f"contribute/{template}.html", {**shared, **context}, status=status)


def _documents(draft: Draft, page: Page) -> dict[str, DraftDocument]:
    """The documents behind the answers of the page that shows them."""
    return (
        {one.item: one for one in draft.documents.all()}
        if page.part == "documents" and draft.revision
        else {}
    )
