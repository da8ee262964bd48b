import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from registry.models import Collection, User
from registry.services.advisories import Statement, publish_advisory
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.rows import release_row

PAGES = [
    "/",
    "/?q=zebra",
    "/packs/month-end",
    "/packs/month-end/versions/1.0.0",
    "/packs/month-end/files",
    "/packs/month-end/search?q=month",
    "/packs/month-end/versions/1.0.0/files/README.md",
    "/packs/month-end/versions",
    "/packs/month-end/dependents",
    "/packs/month-end/checks",
    "/packs/month-end/compare",
    "/packs/month-end/statistics",
    "/packs/month-end/advisories",
    "/packs/month-end/reviews",
    "/packs/month-end/questions",
    "/packs/month-end/results",
    "/publishers/ledgers",
    "/collections/books",
    "/advisories",
    "/advisories/CTXA-{advisory}",
    "/requests",
]
"""Every page about what is published: whoever reads one as HTML can read it as Markdown."""
AGENT = "text/markdown, text/html, */*"
"""What Claude Code 2.1.329 says that it accepts when it fetches a page."""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
MARKDOWN = "text/markdown; charset=utf-8"


@pytest.fixture
def pages(ada: User) -> list[str]:
    """The addresses of a registry in which each of the pages has something to show."""
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0", extra={"notes.md": b"New & noted\n"}, summary="Closes <books>")
    Collection.objects.create(slug="books", title="Books", summary="For books")
    statement = Statement("low", "Odd", "It is odd", "Look twice")
    advisory = publish_advisory(actor=ada, pack="month-end", statement=statement)
    return [address.format(advisory=advisory.pk) for address in PAGES]


def asked(client: Client, address: str, **headers: str) -> tuple[str, int]:
    """The text of a page, and how many queries it took."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers=headers)
    assert answer.status_code == 200, address
    assert "Accept" in answer["Vary"]
    return answer.content.decode(), len(queries)


def test_each_page_has_a_markdown_form_to_which_it_leads_and_which_asks_no_more_of_the_database(
    client: Client, pages: list[str]
) -> None:
    for address in pages:
        html, queries = asked(client, address, Accept=BROWSER)
        assert html.startswith("<!doctype html>"), address
        explicit = f"{address}{'&' if '?' in address else '?'}format=md"
        assert f'rel="alternate" type="text/markdown" href="?{explicit.partition("?")[2]}"' in html.replace(
            "&amp;", "&"
        )
        text, in_markdown = asked(client, address, Accept=AGENT)
        assert in_markdown <= queries, address
        assert text.startswith("# "), address
        assert "<html" not in text
        assert "&lt;" not in text
        assert text == asked(client, explicit)[0]


def test_addresses_that_end_as_llms_txt_has_it_give_the_same(client: Client, pages: list[str]) -> None:
    assert asked(client, "/index.md")[0] == asked(client, "/?format=md")[0]
    assert asked(client, "/packs/month-end.md")[0] == asked(client, "/packs/month-end?format=md")[0]


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", ["", "*/*", BROWSER, "text/*", "text/markdown;q=0.5, text/html"])
def test_whoever_does_not_ask_for_markdown_gets_html(client: Client, accepted: str) -> None:
    release_row("month-end")
    assert asked(client, "/packs/month-end", Accept=accepted)[0].startswith("<!doctype html>")


def test_a_private_pack_is_shown_in_no_form_to_whoever_may_not_see_it(ada_client: Client, ada: User) -> None:
    published(ada, private=True)
    client = Client()
    for address in ("/packs/month-end", "/packs/month-end.md", "/packs/month-end/files"):
        assert client.get(address, headers={"Accept": AGENT}).status_code == 404
        answer = ada_client.get(address, headers={"Accept": AGENT})
        assert (answer["Content-Type"], answer["Cache-Control"]) == (MARKDOWN, "private, no-store")
    assert "month-end" not in asked(client, "/", Accept=AGENT)[0]


def test_the_markdown_of_a_pack_says_what_its_page_says(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0", summary="Closes the books of a month")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Wrong | rates")
    text = client.get("/packs/month-end/versions/1.0.0?format=md").content.decode()
    for words in (
        "Closes the books of a month",
        "Withdrawn",
        "Wrong | rates",
        "### Skills",
        "not the registry's",
    ):
        assert words in text
    assert "Wrong \\| rates" in client.get("/packs/month-end/versions?format=md").content.decode()
