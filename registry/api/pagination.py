"""Pages of a list, without counting the whole: counting grows with the data, a page does not."""

from typing import Any, NamedTuple

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.utils.urls import replace_query_param

from registry.errors import ERRORS

PAGE_SIZE = 20
"""Results on one page."""
LAST_PAGE = 500
"""Pages that can be asked for: those before it would be read and thrown away."""


class Page(NamedTuple):
    """One page, and the addresses of its neighbours."""

    results: list[Any]
    next: str | None
    previous: str | None


def page_of(queryset: QuerySet[Any], request: Request) -> Page:
    """Return the page that the request asks for with `page`, the first by default.

    Raises:
        UsageError: E_FIELD, it is not a number between 1 and `LAST_PAGE`.
    """
    text = request.query_params.get("page", "1")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(LAST_PAGE)) else 0
    if not 1 <= number <= LAST_PAGE:
        raise ERRORS.error("E_FIELD", field="page", reason=f"it is not a number from 1 to {LAST_PAGE}")
    start = (number - 1) * PAGE_SIZE
    results = list(queryset[start : start + PAGE_SIZE + 1])
    there_is_more = len(results) > PAGE_SIZE and number < LAST_PAGE
    address = request.build_absolute_uri()
    return Page(
        results[:PAGE_SIZE],
        replace_query_param(address, "page", number + 1) if there_is_more else None,
        replace_query_param(address, "page", number - 1) if number > 1 else None,
    )


def listed(serializer: type[BaseSerializer[Any]], queryset: QuerySet[Any], request: Request) -> Response:
    """Answer with the page that the request asks for.

    Raises:
        UsageError: E_FIELD, as `page_of`.
    """
    page = page_of(queryset, request)
    return Response(serializer(page.results, many=True, context={"request": request}).data)
