import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.files import MOST_SHOWN, lines_of, text_of
from registry.models import User
from tests.support.registry import published
from tests.support.xss import VECTORS, page_dangers

PARTS = {
    "notes/hidden.md": "plain\nre\u2060versed\nzero \u200bwidth\n".encode(),
    "notes/picture.bin": b"\x89PNG\0\0",
    "notes/latin.txt": b"caf\xe9\n",
    "notes/empty.txt": b"",
    "notes/long.txt": ("é" * MOST_SHOWN).encode(),
}


@pytest.fixture
def files(client: Client, ada: User) -> Client:
    published(ada, "month-end", extra=PARTS)
    return client


def page(client: Client, path: str = "") -> str:
    address = f"/packs/month-end/versions/1.0.0/files/{path}" if path else "/packs/month-end/files"
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_file_is_listed_under_its_folder_and_leads_to_its_page(files: Client) -> None:
    html = page(files)
    for path in ("pack.toml", "README.md", "skills/month-end/SKILL.md", *PARTS):
        assert f'href="/packs/month-end/versions/1.0.0/files/{path}"' in html
    assert '<strong class="wrap">notes/</strong>' in html


def test_text_is_shown_line_by_line_with_what_hides_in_it(files: Client) -> None:
    html = page(files, "notes/hidden.md")
    assert '<tr id="L1"><th scope="row">1</th><td>plain</td></tr>' in html
    assert 're<mark class="hidden-text">U+2060</mark>versed' in html
    assert '<a href="#L2">2</a>, <a href="#L3">3</a>' in html


@pytest.mark.parametrize("path", ["notes/picture.bin", "notes/latin.txt"])
def test_what_is_no_text_is_not_shown(files: Client, path: str) -> None:
    assert "not text, so it is not shown" in page(files, path)


def test_an_empty_file_says_so(files: Client) -> None:
    assert "This file is empty" in page(files, "notes/empty.txt")


def test_of_a_long_file_the_beginning_is_shown_even_where_it_cuts_a_letter(files: Client) -> None:
    html = page(files, "notes/long.txt")
    assert "The first 128.0 KB are shown" in html.replace("\xa0", " ")
    assert "é" * 100 in html


@pytest.mark.parametrize(
    "address",
    [
        "/packs/nothing/files",
        "/packs/month-end/versions/9.0.0/files",
        "/packs/month-end/versions/1.0.0/files/absent.md",
        "/packs/month-end/versions/1.0.0/files/../pack.toml",
        "/packs/month-end/versions/1.0.0/files/.ctxpack/record",
    ],
)
def test_what_a_version_does_not_list_is_not_found(files: Client, address: str) -> None:
    assert files.get(address).status_code == 404


def test_hostile_content_comes_out_inert(client: Client, ada: User) -> None:
    published(ada, "month-end", extra={"x.md": "\n".join(VECTORS).encode()})
    assert list(page_dangers(page(client, "x.md"))) == []


def test_the_number_of_queries_is_small(
    files: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        page(files)
    with django_assert_num_queries(2):
        page(files, "README.md")


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_whatever_is_text_is_shown_in_as_many_lines_as_it_has(text: str) -> None:
    assert text_of(text.encode()) == text
    assert len(lines_of(text)) == text.removesuffix("\n").count("\n") + 1
