import pytest
from django.test import Client
from django.test.client import RequestFactory

from marketplace.catalogue import facet as facets
from marketplace.catalogue.narrowing import Asked
from registry.search.facets import FACETS
from tests.support.rows import release_row
from tests.support.xss import VECTORS, page_dangers

pytestmark = pytest.mark.django_db


def page(client: Client, facet: str = "licence", **query: str) -> str:
    answer = client.get(f"/by/{facet}", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_value_is_there_by_name_with_its_packs_and_leads_to_them(client: Client) -> None:
    for name, professions in (
        ("filing", ["law"]),
        ("close", ["book-keeping"]),
        ("both", ["law", "book-keeping"]),
    ):
        release_row(name, manifest={"professions": professions})
    html = page(client, "profession")
    assert "<h1>Packs by profession</h1>" in html
    assert html.index("book keeping") < html.index("law</span>")
    address = "/?profession=book-keeping"
    assert f'<a href="{address}"><span class="wrap">book keeping</span> <small>2</small></a>' in html
    assert "2 packs</h2>" in client.get(address).content.decode()


def test_the_search_is_kept_and_another_value_can_be_chosen_in_place_of_one(client: Client) -> None:
    release_row("month-end", licence="MIT", components=[("eval", "case")])
    release_row("bank-rec", licence="Apache-2.0", components=[("eval", "case")])
    release_row("cafe-menu", licence="CC-BY-4.0")
    html = page(client, kind="eval", licence="MIT", order="verifiable", page="3")
    assert "Of the 2 packs" in html
    assert 'href="/?kind=eval&amp;order=verifiable&amp;licence=Apache-2.0"' in html
    assert 'href="/?kind=eval&amp;order=verifiable" aria-current="true"' in html
    assert "CC-BY-4.0" not in html
    assert "for “menu”" in page(client, q="menu")


def test_of_very_many_values_a_page_shows_some_and_leads_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "VALUES_PER_PAGE", 2)
    for number in range(3):
        release_row(f"pack-{number}", licence=f"LICENCE-{number}")
    first, second = page(client, order="verifiable"), page(client, order="verifiable", page="2")
    assert ["LICENCE-1" in html for html in (first, second)] == [True, False]
    assert ["LICENCE-2" in html for html in (first, second)] == [False, True]
    assert 'rel="next" href="?order=verifiable&amp;page=2"' in first
    assert 'href="/?order=verifiable&amp;licence=LICENCE-2"' in second
    assert "[More](?format=md&page=2)" in page(client, format="md")


def test_an_agent_reads_it_as_markdown(client: Client) -> None:
    release_row("month-end", licence="MIT")
    text = page(client, format="md")
    assert text.startswith("# Packs by licence")
    assert "- [MIT](/?licence=MIT&format=md): 1 pack\n" in text
    assert "No pack says anything" in page(client, "jurisdiction", format="md")


@pytest.mark.parametrize("facet", FACETS)
def test_every_facet_has_its_page_and_nothing_else_has(client: Client, facet: str) -> None:
    assert "No pack says anything of this" in page(client, facet)
    assert client.get(f"/by/{facet}s").status_code == 404


def test_what_nobody_can_order_by_is_passed_over(rf: RequestFactory) -> None:
    assert Asked.by(rf.get("/?q=+month+&kind=&order=of-nobody")) == Asked("month", {}, "")


@pytest.mark.unmeasured
def test_hostile_values_come_out_inert(client: Client) -> None:
    for number, vector in enumerate(VECTORS):
        release_row(f"hostile-{number}", licence=vector[:60])
    assert list(page_dangers(page(client))) == []
    for vector in VECTORS:
        assert list(page_dangers(page(client, "kind", q=vector, licence=vector))) == []
