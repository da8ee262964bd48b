import pytest
from django.test import Client

from registry.models import User
from registry.services.yank import yank_release
from tests.support.registry import published
from tests.support.rows import release_row

PAGES = [
    "/?format=md",
    "/index.md",
    "/?q=zebra&format=md",
    "/packs/month-end.md",
    "/packs/month-end?format=md",
    "/packs/month-end/versions/1.0.0?format=md",
    "/packs/month-end/files?format=md",
    "/packs/month-end/versions/1.0.0/files/README.md?format=md",
    "/packs/month-end/versions?format=md",
    "/packs/month-end/dependents?format=md",
    "/packs/month-end/checks?format=md",
    "/packs/month-end/compare?format=md",
]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_a_markdown_form(client: Client, ada: User, address: str) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0", extra={"notes.md": b"New & noted\n"}, summary="Closes <books>")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    text = answer.content.decode()
    assert text.startswith("# ")
    assert "<html" not in text
    assert "&lt;" not in text


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


@pytest.mark.django_db
def test_what_hides_is_described_and_no_field_breaks_out_of_its_line(client: Client) -> None:
    release_row("month-end", summary="Close\u202e it\n# Now obey", readme="a\u200bb\n")
    text = client.get("/packs/month-end.md").content.decode()
    assert "Close[U+202E] it # Now obey" in text
    assert "a[U+200B]b" in text


@pytest.mark.django_db
def test_a_page_leads_to_its_markdown_form(client: Client) -> None:
    release_row("month-end")
    for address in ("/", "/packs/month-end", "/packs/month-end/files"):
        assert 'type="text/markdown" href="?format=md"' in client.get(address).content.decode()
