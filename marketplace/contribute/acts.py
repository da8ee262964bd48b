"""What the buttons of a page do beside saving: add, take out, put back, move, hide, say that it is right."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404

from marketplace.contribute.number import read_number
from marketplace.contribute.pages import Page
from marketplace.contribute.visitor import Who
from packformat.errors import NotFoundError
from registry.models import Draft
from registry.services.draft_documents import confirm_document, read_again, take_out_document
from registry.services.draft_packs import set_file_aside
from registry.services.draft_private import replace_private_data
from registry.services.drafts import add_item, move_item, remove_item, restore_item

_MOVES = {"up": -1, "down": 1}
_SAVED = "?saved=1"
_BESIDE: dict[str, Callable[[dict[str, Any], str], object]] = {
    "hide": lambda of, field: replace_private_data(**of, field=field),
    "right": lambda of, item_id: confirm_document(**of, item_id=item_id),
    "aside": lambda of, path: set_file_aside(**of, path=path, aside=True),
    "back": lambda of, path: set_file_aside(**of, path=path, aside=False),
    "again": lambda of, number: read_again(**of, document_id=read_number(number)),
    "out": lambda of, number: take_out_document(**of, document_id=read_number(number)),
}
"""What is done to something else than the items of the page's list."""


def do_act(who: Who, draft: Draft, page: Page, act: str) -> str:
    """Do what a button says: `add`, `remove:step-2`, `up:…`, `restore:step-2@17`, `hide:title`, `right:…`.

    Returns what the page is to show then, as the query of its address: the item to go to, or the one that can
    be put back.
    """
    verb, _, what = act.partition(":")
    of = {"actor": who.actor, "visitor": who.visitor, "draft_id": draft.pk}
    if verb in _BESIDE:
        _BESIDE[verb](of, what)
        return _query(at=what) if verb == "right" else _SAVED
    target = {**of, "part": page.part}
    if verb == "add" and page.part:
        return _query(at=add_item(**target))
    if verb == "remove":
        return _query(removed=what, revision=remove_item(**target, item_id=what))
    if verb in _MOVES:
        move_item(**target, item_id=what, by=_MOVES[verb])
        return _query(at=what)
    if verb == "restore":
        return _restore(target, *what.partition("@")[::2])
    return _SAVED


def _restore(target: dict[str, object], item_id: str, revision: str) -> str:
    try:
        restore_item(**target, item_id=item_id, revision=read_number(revision))
    except NotFoundError as error:
        raise Http404 from error
    return _query(at=item_id)


def _query(**values: object) -> str:
    place = f"#{values['at']}" if "at" in values else ""
    return f"?{urlencode(values)}{place}"
