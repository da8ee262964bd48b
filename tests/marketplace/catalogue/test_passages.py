import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue import passages
from registry.models import User
from tests.support.registry import published
from tests.support.xss import VECTORS, page_dangers

ADDRESS = "/packs/month-end/search"
TALK = b"# Talk\n\nIntro.\n\n# Verifiability\n\nWhat can be verified\ncan be automated.\n"


def page(client: Client, query: str, address: str = ADDRESS) -> str:
    answer = client.get(address, {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_passage_leads_to_its_line_in_the_version_that_is_looked_at(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0", extra={"sources/talk.md": TALK})
    published(ada, "month-end", "1.1.0", extra={"sources/talk.md": b"Nothing of it.\n"})
    html = page(client, "verify", "/packs/month-end/versions/1.0.0/search")
    assert 'href="/packs/month-end/versions/1.0.0/files/sources/talk.md#L7"' in html
    assert "What can be verified can be automated." in html
    assert '<small class="wrap">Verifiability</small>' in html
    assert "No passage holds these words" in page(client, "verify")


def test_the_page_of_a_version_and_that_of_its_files_have_the_box(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0")
    for tab in ("", "/files"):
        assert f'action="{ADDRESS}"' in client.get(f"/packs/month-end{tab}").content.decode()
        older = client.get(f"/packs/month-end/versions/1.0.0{tab}").content.decode()
        assert 'action="/packs/month-end/versions/1.0.0/search"' in older


def test_a_search_reads_prose_first_and_says_what_had_no_room(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra = {"sources/talk.md": TALK, "data/z.bin": b"verify" * 50_000, "data/y.py": b"# verify\n" * 9}
    published(ada, extra=extra)
    monkeypatch.setattr(passages, "MOST_BYTES", 10_000)
    html = page(client, "verify")
    assert "sources/talk.md, line 7" in html
    assert "data/y.py, line 1" in html
    assert "1 file had no room" in html
    monkeypatch.setattr(passages, "MOST_FILES", 0)
    assert "No passage holds these words" in page(client, "verify")


def test_strangers_run_no_code_through_a_passage(client: Client, ada: User) -> None:
    published(ada, extra={"x.md": b"needle <img src=x onerror=alert(1)>\n"})
    for query in ("needle", *(f"needle {vector}" for vector in VECTORS[::9])):
        html = page(client, query)
        assert "&lt;img src=x onerror=alert(1)&gt;" in html
        assert list(page_dangers(html)) == []


@pytest.mark.parametrize("files", [1, 30])
def test_a_search_takes_the_same_queries_however_much_there_is(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries, files: int
) -> None:
    published(ada, extra={f"sources/{number}.md": TALK for number in range(files)})
    with django_assert_num_queries(1):
        page(client, "verify")


@pytest.mark.django_db
def test_an_address_searches_so_often_and_no_more(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    published(ada)
    monkeypatch.setattr(passages, "_SEARCHES", 1)
    page(client, "verify")
    assert client.get(ADDRESS, {"q": "verify"}).status_code == 429
    page(client, "")
