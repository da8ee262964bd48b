"""Looking at what the answers make: the exact files, what the checks say, the folder to take home."""

import io

from django.http import FileResponse, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from marketplace.contribute.access import with_draft
from marketplace.contribute.agents import agent_views
from marketplace.contribute.layout import show_page
from marketplace.contribute.pages import page_named
from marketplace.contribute.visitor import Who
from marketplace.wording.powers import powers_in_words
from packformat.compose.manifest import pack_name
from registry.models import Draft
from registry.services.draft_packs import built, folder_of


@never_cache
@require_safe
@with_draft
def preview(request: HttpRequest, _who: Who, draft: Draft) -> HttpResponse:
    """Show, for each agent, every file, what it reads of them and when, and what it misses."""
    pack = built(draft)
    context = {
        "agents": agent_views(pack),
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
