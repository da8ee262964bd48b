"""The picture that shows a pack where somebody links to it (OpenGraph), drawn as SVG by the server."""

import textwrap

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.catalogue.cards import cards_of
from marketplace.catalogue.shown import shown_pack, shown_release
from marketplace.text.hidden import reveal_plain

_LETTERS_A_LINE = 46
_LINES = 3
_FIRST_LINE, _LINE_HEIGHT = 330, 54


@require_safe
def pack_card(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the card of a pack: its name, what it does, what it holds."""
    pack = shown_pack(name)
    release = shown_release(pack)
    lines = textwrap.wrap(reveal_plain(release.summary), _LETTERS_A_LINE, max_lines=_LINES, placeholder=" …")
    context = {
        "pack": pack,
        "release": release,
        "lines": [(_FIRST_LINE + place * _LINE_HEIGHT, line) for place, line in enumerate(lines)],
        "kinds": " · ".join(item.label for item in cards_of([pack])[0].kinds),
        "publisher": reveal_plain(pack.publisher.display_name),
    }
    answer = render(request, "feeds/card.svg", context, content_type="image/svg+xml")
    answer["Cache-Control"] = "public, max-age=300"
    return answer
