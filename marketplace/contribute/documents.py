"""Documents, samples of data and layouts of folders: files that come with the answers of their page."""

from django.contrib import messages
from django.http import HttpRequest

from marketplace.contribute.pages import Page
from marketplace.contribute.room import room_of, spend_conversion, take_room
from marketplace.contribute.telling import told
from marketplace.contribute.visitor import Who
from packformat.errors import CtxpackError
from registry.models import Draft, DraftDocument
from registry.services.draft_documents import bring_document
from registry.services.draft_folders import read_folders

BRING = "bring"
"""What the button beside the files says; every other button of the page takes them along, too."""
_DRAWN = 1024 * 1024
"""Bytes that a document is counted for beside its own: what is shown of it, with pictures of its pages."""


def take_files(request: HttpRequest, who: Who, draft: Draft, page: Page) -> str:
    """Take in what was chosen on a page; one that cannot be kept does not keep the others from it.

    Returns the end of the address at which it is shown what became of them; nothing if none came.
    """
    files = [file for field in request.FILES for file in request.FILES.getlist(field)]
    for file in files:
        of = {"actor": who.actor, "visitor": who.visitor, "draft_id": draft.pk}
        try:
            if page.part == "names":
                take_room(request, who, room_of(draft))
                read_folders(**of, data=file.read())
            elif page.part in DraftDocument.Part:
                spend_conversion(request, who)
                take_room(request, who, file.size + _DRAWN)
                bring_document(**of, name=file.name, file=file.file, part=page.part)
        except CtxpackError as error:
            messages.error(request, f"`{file.name}`: {told(error)}")
    if not files:
        return ""
    return "#brought" if page.part in DraftDocument.Part else "?saved=1"
