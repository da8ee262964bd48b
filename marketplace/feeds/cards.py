"""The picture that shows a pack where somebody links to it (OpenGraph)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from marketplace.catalogue.cards import cards_of
from marketplace.catalogue.shown import shown_pack, shown_release
from marketplace.feeds.picture import Words, draw
from registry.hidden import reveal_plain
from registry.kept import cache, key_of
from registry.models import Pack

_KEPT_SECONDS = 24 * 60 * 60
"""To draw takes as long as some pages; the same words give the same picture."""


@require_safe
def pack_card(request: HttpRequest, name: str) -> HttpResponse:
    """Answer with the card of a pack."""
    words = words_of(shown_pack(request, name))
    picture = cache.get_or_set(kept_under(words), lambda: draw(words), _KEPT_SECONDS)
    headers = {"Cache-Control": "public, max-age=300"}
    return HttpResponse(picture, content_type="image/png", headers=headers)


def words_of(pack: Pack) -> Words:
    """Return what a card says of a pack: its name, what it does, what it holds, whose it is."""
    release = shown_release(pack)
    return Words(
        name=pack.name,
        summary=reveal_plain(release.summary),
        contents=" · ".join(item.label for item in cards_of([pack])[0].kinds),
        origin=f"{release.version} by {reveal_plain(pack.publisher.display_name)}",
    )


def kept_under(words: Words) -> str:
    """Return the key under which the picture with these words is kept."""
    return key_of("card", words)
