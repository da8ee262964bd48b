"""Handing out the documents for other clients."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from packformat.errors import CtxpackError
from registry.exports import documents
from registry.problems import MEDIA_TYPE, problem_bytes, status_of

_CACHING = "public, max-age=60"
"""A catalogue may lag behind a release by a minute; what it names never changes."""

View = Callable[..., HttpResponse]


def _answering(document: Callable[..., bytes]) -> View:
    """Return a view that answers with a document, or with the problem that it met."""

    @require_safe
    def view(_request: HttpRequest, **subject: str) -> HttpResponse:
        try:
            body = document(**subject)
        except CtxpackError as error:
            return HttpResponse(problem_bytes(error), content_type=MEDIA_TYPE, status=status_of(error))
        return HttpResponse(body, content_type="application/json", headers={"Cache-Control": _CACHING})

    return view


whole_catalogue = _answering(documents.whole_catalogue)
pack_catalogue = _answering(documents.pack_catalogue)
publisher_catalogue = _answering(documents.publisher_catalogue)
profession_catalogue = _answering(documents.profession_catalogue)
skills_index = _answering(documents.skills_index)
