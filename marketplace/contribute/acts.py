"""What the buttons of a page do beside saving: add, take out, put back, move, hide, say that it is right."""

from urllib.parse import urlencode

from django.http import Http404

from marketplace.contribute.pages import Page
from marketplace.contribute.revision import read_revision
from marketplace.contribute.visitor import Who
from packformat.errors import NotFoundError
from registry.models import Draft
from registry.services.draft_documents import confirm_document, replace_private_data
from registry.services.drafts import add_item, move_item, remove_item, restore_item

_MOVES = {"up": -1, "down": 1}


def do_act(who: Who, draft: Draft, page: Page, act: str) -> str:
    """Do what a button says: `add`, `remove:step-2`, `up:…`, `restore:step-2@17`, `hide:title`, `right:…`.

    Returns what the page is to show then, as the query of its address: the item to go to, or the one that can
    be put back.
    """
    verb, _, what = act.partition(":")
    if verb == "hide":
        replace_private_data(actor=who.actor, visitor=who.visitor, draft_id=draft.pk, field=what)
    if verb == "right":
        confirm_document(actor=who.actor, visitor=who.visitor, draft_id=draft.pk, item_id=what)
        return _query(at=what)
    target = {"actor": who.actor, "visitor": who.visitor, "draft_id": draft.pk, "part": page.part}
    if verb == "add" and page.part:
        return _query(at=add_item(**target))
    if verb == "remove":
        return _query(removed=what, revision=remove_item(**target, item_id=what))
    if verb in _MOVES:
        move_item(**target, item_id=what, by=_MOVES[verb])
        return _query(at=what)
    if verb == "restore":
        return _restore(target, *what.partition("@")[::2])
    return "?saved=1"


def _restore(target: dict[str, object], item_id: str, revision: str) -> str:
    try:
        restore_item(**target, item_id=item_id, revision=read_revision(revision))
    except NotFoundError as error:
        raise Http404 from error
    return _query(at=item_id)


def _query(**values: object) -> str:
    place = f"#{values['at']}" if "at" in values else ""
    return f"?{urlencode(values)}{place}"
