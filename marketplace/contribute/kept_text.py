"""Text that was sent when its author was signed out meanwhile: kept until they are back."""

from urllib.parse import quote

from django.http import HttpRequest, QueryDict

_KEY = "kept_text"
_LONGEST = 300_000
"""Characters; what is longer is more than any page takes."""


def keep_text(request: HttpRequest) -> None:
    """Keep what was sent in the session, which signing in does not end."""
    body = request.POST.urlencode()
    if request.method == "POST" and len(body) <= _LONGEST:
        request.session[_KEY] = {"path": quote(request.path), "body": body}


def take_kept_text(request: HttpRequest) -> QueryDict | None:
    """Give back what was kept for this page, once."""
    kept = request.session.get(_KEY)
    if not kept or kept["path"] != quote(request.path):
        return None
    del request.session[_KEY]
    return QueryDict(kept["body"])
