"""Finding the draft that a page is about."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from marketplace.account.signed_in import sign_in_first
from marketplace.contribute.visitor import who_asks
from packformat.errors import NotFoundError
from registry.services.draft_access import find_draft

View = Callable[..., HttpResponse]


def with_draft(view: View) -> View:
    """Give a view who asks, the draft, and the rest of its address; whoever is signed out signs in first."""

    @wraps(view)
    def wrapped(request: HttpRequest, draft_id: uuid.UUID, **rest: Any) -> HttpResponse:
        who = who_asks(request)
        try:
            draft = find_draft(draft_id, *who)
        except NotFoundError as error:
            if who.actor:
                raise Http404 from error
            return sign_in_first(request)
        return view(request, who, draft, **rest)

    return wrapped
