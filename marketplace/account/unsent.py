"""What somebody sent who was signed out meanwhile: kept until they are back, and sent when they say so."""

from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from marketplace.site.rates import count

_KEY = "unsent"
_LONGEST = 300_000
"""Characters; what is longer is more than any page takes."""
_MOST_A_DAY, _DAY = 30 * _LONGEST, 24 * 3600
"""Characters kept for one address: what is kept is kept for somebody whom nobody knows yet."""


class Unsent(NamedTuple):
    """Where something was to be sent, from which page, its fields, and whether files were with it."""

    path: str
    page: str
    body: str
    files: bool

    @property
    def fields(self) -> list[tuple[str, str]]:
        """The names and values, in the order in which they were sent."""
        return [(name, value) for name, values in QueryDict(self.body).lists() for value in values]


def keep_unsent(request: HttpRequest) -> bool:
    """Keep what is being sent in the session, which signing in does not end; say whether there was room."""
    fields = request.POST.copy()
    fields.pop("csrfmiddlewaretoken", None)
    body = fields.urlencode()
    if len(body) > _LONGEST or count(request, "unsent", _DAY, len(body)) > _MOST_A_DAY:
        return False
    request.session[_KEY] = Unsent(quote(request.path), _page_of(request), body, bool(request.FILES))
    return True


def take_unsent(request: HttpRequest) -> QueryDict | None:
    """Give back what was to be sent to this very address, once."""
    found = unsent(request)
    if found is None or found.path != quote(request.path):
        return None
    del request.session[_KEY]
    return QueryDict(found.body)


def unsent(request: HttpRequest) -> Unsent | None:
    """Return what is kept, if anything is."""
    kept = request.session.get(_KEY)
    return Unsent(*kept) if kept else None


def _page_of(request: HttpRequest) -> str:
    """The page that held the form, where the browser says it: many addresses that take one show none."""
    came_from = request.headers.get("Referer", "")
    return came_from if url_has_allowed_host_and_scheme(came_from, {request.get_host()}) else ""
