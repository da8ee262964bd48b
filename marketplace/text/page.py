"""A page in the form that was asked for: HTML for a browser, Markdown for an agent or a terminal.

Markdown is asked for as the web does it, by `Accept: text/markdown` (RFC 9110, 12.5.1), which clients of
agents send; where nobody can say what is accepted, as in a link, the address says `format=md`, or ends in
`.md` as llmstxt.org has it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponse]
MARKDOWN, HTML = "text/markdown", "text/html"


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
        answer = HttpResponse(text, content_type=f"{MARKDOWN}; charset=utf-8")
    else:
        answer = render(request, f"{page}.html", context)
    patch_vary_headers(answer, ["Accept"])
    return answer


def wants_markdown(request: HttpRequest) -> bool:
    """Return whether the address ends in `.md` or says `format=md`, or Markdown is accepted before HTML."""
    if getattr(request, "wants_markdown", False) or request.GET.get("format") == "md":
        return True
    return request.get_preferred_type([HTML, MARKDOWN]) == MARKDOWN
