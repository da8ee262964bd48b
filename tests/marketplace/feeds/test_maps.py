from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from registry.client_wheel import client_wheel
from tests.support.client_wheels import small_wheel
from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def test_the_site_map_leads_to_every_pack(client: Client) -> None:
    for name in ("bank-rec", "month-end"):
        newest = release_row(name).published_at.isoformat()
    with CaptureQueriesContext(connection) as asked:
        index = client.get("/sitemap.xml").content.decode()
    assert "sitemap-packs.xml" in index
    assert f"<lastmod>{newest}</lastmod>" in index
    assert all("COUNT(" in query["sql"] or "MAX(" in query["sql"] for query in asked), "it reads each pack"
    part = client.get("/sitemap-packs.xml").content.decode()
    assert "<loc>http://testserver/packs/month-end</loc>" in part
    assert client.get("/sitemap-other.xml").status_code == 404


def test_agents_are_told_how_to_search_and_what_there_is(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_row("month-end", summary="Closes\u202e the books")
    with django_assert_num_queries(1):
        text = client.get("/llms.txt").content.decode()
    assert text.startswith("# ctxpack\n\n> ")
    assert "`/?q=WORDS&format=md`" in text
    assert "- [month-end](/packs/month-end.md): Closes\\[U+202E\\] the books" in text


def test_agents_are_told_where_the_command_is(client: Client, tmp_path: Path, settings: Settings) -> None:
    settings.CTXPACK_CLIENT_WHEEL = ""
    assert "ask whoever runs this registry for `ctxpack`, then" in client.get("/llms.txt").content.decode()
    settings.CTXPACK_CLIENT_WHEEL = str(small_wheel(tmp_path))
    wheel = client_wheel()
    assert f"`pip install '{wheel.url}'`, which" in client.get("/llms.txt").content.decode()
