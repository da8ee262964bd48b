"""Handing out the documents for other clients."""

from collections.abc import Callable
from functools import partial
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_safe

from packformat.errors import CtxpackError
from registry.exports import documents
from registry.kept import cache, key_of
from registry.problems import MEDIA_TYPE, problem_bytes, status_of

_LAG_SECONDS = 30
"""A catalogue may lag behind a release by a minute, half of it here and half of it in caches; what it names
never changes."""
_CACHING = f"public, max-age={_LAG_SECONDS}"

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


def _kept(document: Callable[..., bytes]) -> Callable[..., bytes]:
    """Return `document` such that it is made once in a while: of thousands of packs it takes seconds.

    Of many who ask at once one makes it, and the others wait for that.
    """
    making = Lock()

    def kept(**subject: str) -> bytes:
        key = key_of(document.__name__, *subject.values())
        body: bytes | None = cache.get(key)
        if body is None:
            with making:
                body = cache.get_or_set(key, partial(document, **subject), _LAG_SECONDS)
        return body

    return kept


whole_catalogue = _answering(_kept(documents.whole_catalogue))
pack_catalogue = _answering(documents.pack_catalogue)
publisher_catalogue = _answering(_kept(documents.publisher_catalogue))
profession_catalogue = _answering(_kept(documents.profession_catalogue))
skills_index = _answering(documents.skills_index)
