"""Badges for README files elsewhere: a pack's version and what its checks said, as a picture of two words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from registry.models import Pack

_LETTER = 6.6
"""Width of a letter of the badge's font, in pixels; wide enough for any."""
_PADDING = 12


@require_safe
def pack_badge(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the badge of a pack."""
    pack = get_object_or_404(Pack, name=name)
    value = pack.latest_version or "withdrawn"
    left, right = _width("ctxpack"), _width(value)
    context = {
        "name": pack.name,
        "value": value,
        "withdrawn": not pack.latest_version,
        "left": left,
        "right": right,
        "width": left + right,
        "left_middle": left / 2,
        "right_middle": left + right / 2,
    }
    answer = render(request, "feeds/badge.svg", context, content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=300"
    return answer


def _width(word: str) -> int:
    return round(len(word) * _LETTER) + _PADDING
