from xml.etree import ElementTree

import pytest
from django.test import Client

from tests.support.rows import release_row
from tests.support.xss import VECTORS

pytestmark = pytest.mark.django_db
SVG = "{http://www.w3.org/2000/svg}"


def card(client: Client, name: str) -> ElementTree.Element:
    answer = client.get(f"/packs/{name}/card.svg")
    assert answer.status_code == 200
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer


def test_a_card_shows_name_outcome_and_contents(client: Client) -> None:
    release_row("month-end", summary="Closes a month " * 30, components=[("skill", "a"), ("eval", "b")])
    text = "|".join(card(client, "month-end").itertext())
    for words in ("month-end", "Closes a month", " …", "1 skill · 1 eval", "1.0.0 by Rows & Co"):
        assert words in text
    assert client.get("/packs/nothing/card.svg").status_code == 404


def test_hostile_texts_add_no_element(client: Client) -> None:
    release_row("plain", summary="x")
    known = {element.tag for element in card(client, "plain").iter()}
    for number, vector in enumerate(VECTORS):
        release_row(f"hostile-{number}", summary=vector[:300])
        assert {element.tag for element in card(client, f"hostile-{number}").iter()} <= known


def test_the_page_of_a_pack_names_its_card(client: Client) -> None:
    release_row("month-end")
    html = client.get("/packs/month-end").content.decode()
    assert '<meta property="og:image" content="http://testserver/packs/month-end/card.svg">' in html
