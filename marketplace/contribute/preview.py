"""Looking at what the answers make: the exact files, what the checks say, the folder to take home."""

import io
from typing import NamedTuple

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.contribute.access import with_draft
from marketplace.contribute.layout import show_page
from marketplace.contribute.pages import page_named
from marketplace.contribute.visitor import Who
from marketplace.wording.powers import powers_in_words
from packformat.archive import Entry
from packformat.build import BuiltPack
from packformat.compose.manifest import pack_name
from registry.models import Draft
from registry.services.draft_packs import built, folder_of

_LONGEST_SHOWN = 20_000
"""Characters of one file that are shown."""


class FileShown(NamedTuple):
    """A file as it will be installed."""

    path: str
    size: int
    text: str
    cut: bool


@never_cache
@require_safe
@with_draft
def preview(request: HttpRequest, _who: Who, draft: Draft) -> HttpResponse:
    """Show every file, what the agent reads of them and when, and what they may do."""
    pack = built(draft)
    context = {
        "files": files_shown(pack),
        "folder": pack.manifest.name,
        "costs": pack.costs,
        "parts": list(pack.costs.components.items()),
        "powers": powers_in_words(pack.powers.as_dict()),
    }
    return show_page(request, draft, page_named("preview"), context)


@never_cache
@require_safe
@with_draft
def trial(request: HttpRequest, _who: Who, draft: Draft) -> HttpResponse:
    """Show which sample passes which check."""
    return show_page(request, draft, page_named("trial"), {"folder": pack_name(draft.content)})


@never_cache
@require_safe
@with_draft
def export(_request: HttpRequest, _who: Who, draft: Draft) -> HttpResponse:
    """Hand out the folder as a zip file, as far as it is written."""
    name, data = folder_of(draft)
    return FileResponse(io.BytesIO(data), as_attachment=True, filename=f"{name}.zip")


def files_shown(pack: BuiltPack) -> list[FileShown]:
    """The files of a pack, each as text where it is text."""
    return [_shown(entry) for entry in pack.entries]


def _shown(entry: Entry) -> FileShown:
    text = "" if b"\0" in entry.data else entry.data.decode("utf-8", "replace")
    return FileShown(entry.path, len(entry.data), text[:_LONGEST_SHOWN], len(text) > _LONGEST_SHOWN)
