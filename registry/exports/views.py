"""Handing out the documents for other clients."""

from collections.abc import Callable
from threading import Lock

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from packformat.errors import CtxpackError
from registry.exports import documents
from registry.problems import MEDIA_TYPE, problem_bytes, status_of

_LAG_SECONDS = 30
"""A catalogue may lag behind a release by a minute, half of it here and half of it in caches; what it names
never changes."""
_CACHING = f"public, max-age={_LAG_SECONDS}"
_MAKING = Lock()

View = Callable[..., HttpResponseBase]


def _answering(document: Callable[..., bytes]) -> View:
    """Return a view that answers with a document, 304 to whoever has it, or the problem that it met."""

    @require_safe
    def view(request: HttpRequest, **subject: str) -> HttpResponseBase:
        try:
            body = document(**subject)
        except CtxpackError as error:
            return HttpResponse(problem_bytes(error), content_type=MEDIA_TYPE, status=status_of(error))
        answer = HttpResponse(body, content_type="application/json", headers={"Cache-Control": _CACHING})
        set_response_etag(answer)
        return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer

    return view


def _whole_catalogue() -> bytes:
    """Return the catalogue of every pack, which takes seconds to make where there are thousands of them.

    Of many who ask at once one makes it, and the others wait for that.
    """
    with _MAKING:
        made: bytes = cache.get_or_set("whole-catalogue", documents.whole_catalogue, _LAG_SECONDS)
    return made


whole_catalogue = _answering(_whole_catalogue)
pack_catalogue = _answering(documents.pack_catalogue)
publisher_catalogue = _answering(documents.publisher_catalogue)
profession_catalogue = _answering(documents.profession_catalogue)
skills_index = _answering(documents.skills_index)
