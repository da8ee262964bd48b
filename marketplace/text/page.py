"""A page in the form that was asked for: HTML for a browser, Markdown for an agent or a terminal."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

View = Callable[..., HttpResponse]
MARKDOWN = "text/markdown; charset=utf-8"


def as_markdown(view: View) -> View:
    """Return `view` for an address that ends in `.md`."""

    @wraps(view)
    def in_markdown(request: HttpRequest, **subject: Any) -> HttpResponse:
        request.wants_markdown = True
        return view(request, **subject)

    return in_markdown


def render_page(request: HttpRequest, page: str, context: dict[str, Any]) -> HttpResponse:
    """Return the page called `page`, from `page.html`, or from `page.md` where Markdown is asked for."""
    if wants_markdown(request):
        text = render_to_string(f"{page}.md", context, request)
        return HttpResponse(text, content_type=MARKDOWN)
    return render(request, f"{page}.html", context)


def wants_markdown(request: HttpRequest) -> bool:
    """Return whether the address ends in `.md`, or says `format=md`."""
    return getattr(request, "wants_markdown", False) or request.GET.get("format") == "md"
