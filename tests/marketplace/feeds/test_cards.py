import io

import pytest
from django.test import Client
from PIL import Image

from marketplace.feeds.cards import kept_under, words_of
from marketplace.feeds.picture import SIZE, Words
from registry.kept import cache
from registry.models import Publisher
from tests.support.rows import release_row
from tests.support.xss import VECTORS

pytestmark = pytest.mark.django_db


def test_a_card_says_name_outcome_contents_and_origin() -> None:
    pack = release_row("month-end", summary="Closes a month", components=[("skill", "a"), ("eval", "b")]).pack
    assert words_of(pack) == Words("month-end", "Closes a month", "1 skill · 1 eval", "1.0.0 by Rows & Co")


def test_a_card_is_drawn_once_until_it_says_something_else(client: Client) -> None:
    pack = release_row("month-end").pack
    drawn = client.get("/packs/month-end/card.png").content
    cache.set(kept_under(words_of(pack)), b"as it was kept")
    assert client.get("/packs/month-end/card.png").content == b"as it was kept"
    Publisher.objects.update(display_name="Rows & Daughters")
    assert client.get("/packs/month-end/card.png").content not in (drawn, b"as it was kept")


def test_a_card_is_a_png_whatever_a_pack_says(client: Client) -> None:
    for number, text in enumerate(["x", *VECTORS[:8], "", "\u202e month " * 20]):
        release_row(f"pack-{number}", summary=text[:300])
        answer = client.get(f"/packs/pack-{number}/card.png")
        assert answer["Content-Type"] == "image/png"
        with Image.open(io.BytesIO(answer.content)) as picture:
            assert (picture.format, picture.size) == ("PNG", SIZE)
    assert client.get("/packs/nothing/card.png").status_code == 404


def test_the_page_of_a_pack_names_its_card(client: Client) -> None:
    release_row("month-end")
    html = client.get("/packs/month-end").content.decode()
    assert '<meta property="og:image" content="http://testserver/packs/month-end/card.png">' in html
