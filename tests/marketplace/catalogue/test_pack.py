import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from registry.client_wheel import client_wheel
from registry.models import User
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.client_wheels import small_wheel
from tests.support.registry import published
from tests.support.rows import release_row
from tests.support.wikis import SAMPLE, files_of
from tests.support.xss import VECTORS, page_dangers

pytestmark = pytest.mark.django_db


def page(client: Client, address: str = "/packs/month-end") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_page_says_how_many_gold_questions_find_their_page(client: Client, ada: User) -> None:
    published(ada, extra=files_of(SAMPLE, "examples/shop"))
    assert "<strong>19 of 20</strong> gold questions of <code>examples/shop</code>" in page(client)
    assert "- Asked by this registry: 19 of 20 gold questions of examples/shop" in page(
        client, "/packs/month-end.md"
    )


def test_a_page_shows_outcome_command_facts_components_and_readme(client: Client, ada: User) -> None:
    submission = published(ada, "month-end", "1.2.0", summary="Closes the books of a month")
    html = page(client)
    for words in (
        "Closes the books of a month",
        "ctxpack install month-end</code>",
        "1.2.0",
        "Apache-2.0",
        "ledgers",
        submission.release.archive_digest.removeprefix("sha256:")[:12],
        "Skills</h3>",
        "For those who do month-end.",
        'Versions <span class="count">1</span>',
    ):
        assert words in html


def test_beside_each_component_stands_the_command_that_takes_only_it(client: Client, ada: User) -> None:
    extra = {"commands/tax/vat.md": b"---\ndescription: Agree the VAT of a month\n---\n\nAgree it.\n"}
    extra |= {"examples/good/note.md": b"Good.\n"}
    for version in ("1.0.0", "1.1.0"):
        published(ada, "month-end", version, extra=extra)
    html = page(client)
    assert "<code data-copy>ctxpack install month-end --only skill:month-end</code>" in html
    assert "<code data-copy>ctxpack install month-end --only command:tax:vat</code>" in html
    assert "--only example" not in html
    assert "install month-end==1.0.0 --only skill:month-end<" in page(
        client, "/packs/month-end/versions/1.0.0"
    )
    assert "`ctxpack install month-end --only skill:NAME`" in page(client, "/packs/month-end.md")


def test_the_first_heading_of_the_readme_is_below_the_pages_own(client: Client, ada: User) -> None:
    published(ada, "month-end")
    assert "<h3>month-end</h3>" in page(client)


def test_what_the_author_states_is_shown(client: Client) -> None:
    manifest = {
        "authors": [{"name": "Ada Lovelace"}],
        "professions": ["accountant"],
        "jurisdictions": ["GB"],
        "not-for": ["Tax advice"],
        "first-prompts": ["Close October"],
        "inputs": [{"key": "company", "title": "Name of the company", "description": "As registered"}],
        "valid-from": "2026-01-01",
        "valid-until": "2999-12-31",
        "homepage": "https://example.org/home",
        "repository": "https://example.com/repo",
    }
    release_row("month-end", manifest=manifest, tokens={"always": 180, "on_use": 900})
    html = page(client)
    for words in (
        *("Ada Lovelace", "accountant", "GB", "Tax advice", "Close October", "Name of the company"),
        *(
            "As registered",
            "1 Jan 2026",
            "31 Dec 2999",
            "about 180",
            "about 900, when every part is used once",
        ),
        '<a href="https://example.org/home" rel="ugc nofollow noopener">example.org</a>',
        '<a href="https://example.com/repo" rel="ugc nofollow noopener">example.com</a>',
    ):
        assert words in html
    assert "Its content held until" not in html


def test_what_a_pack_is_not_for_and_what_to_say_first_stand_before_its_parts(client: Client) -> None:
    manifest = {"not-for": ["Tax advice"], "first-prompts": ["Close October"]}
    release_row("month-end", manifest=manifest, powers={"hosts": ["ledger.example"]})
    for address in ("/packs/month-end", "/packs/month-end.md"):
        html = page(client, address)
        places = [
            html.index(text) for text in ("What it may do", "Tax advice", "Close October", "What you get")
        ]
        assert places == sorted(places)


def test_what_would_hide_the_rest_of_a_page_is_folded_up(client: Client, ada: User) -> None:
    published(ada, "few", extra={f"examples/{one}/note.md": b"Good.\n" for one in "abcdef"})
    published(ada, "many", extra={f"examples/{one}/note.md": b"Good.\n" for one in "abcdefg"})
    assert "of them</summary>" not in page(client, "/packs/few")
    assert "<summary>All 7 of them</summary><ul>" in page(client, "/packs/many")


def test_content_past_its_date_is_marked(client: Client) -> None:
    yesterday = timezone.now().date() - datetime.timedelta(days=1)
    release_row("month-end", manifest={"valid-until": yesterday.isoformat()})
    assert "Its content held until" in page(client)


def test_powers_are_spelled_out(client: Client) -> None:
    release_row("month-end", powers={"hooks": [], "hosts": ["ledger.example"], "secrets": ["LEDGER_KEY"]})
    html = page(client)
    assert "Contacts these hosts: <ul><li><code>ledger.example</code></li></ul>" in html
    assert "Reads these variables of your environment: <ul><li><code>LEDGER_KEY</code></li></ul>" in html
    assert "Runs these commands" not in html


def test_a_pack_without_powers_says_so_and_one_not_examined_says_nothing(client: Client) -> None:
    release_row("month-end", powers={"hooks": [], "hosts": []})
    assert "It adds text only" in page(client)
    release_row("other-pack", powers={})
    assert "It adds text only" not in page(client, "/packs/other-pack")


def test_dependencies_and_dependents_lead_to_their_pages(client: Client) -> None:
    release_row("ledger-core")
    release_row("month-end", requires={"ledger-core": ">=1.0", "fx-rates": ""})
    html = page(client)
    assert '<a href="/packs/ledger-core">ledger-core</a>' in html
    assert ">=1.0" in html.replace("&gt;", ">")
    assert "fx-rates <span" in html
    assert '<a href="/packs/month-end">month-end</a>' in page(client, "/packs/ledger-core")


def test_only_what_the_latest_release_needs_makes_a_dependent(client: Client) -> None:
    release_row("ledger-core")
    release_row("month-end", "1.0.0", requires={"ledger-core": ""})
    release_row("month-end", "2.0.0")
    assert "Needed by (0)" in page(client, "/packs/ledger-core")


def test_the_tabs_count_everything_there_is(client: Client) -> None:
    for version in ("1.0.0", "2.0.0", "3.0.0"):
        release_row("month-end", version)
    for name in ("one", "two"):
        release_row(name, requires={"month-end": ""})
    html = page(client)
    assert 'Versions <span class="count">3</span>' in html
    assert 'Needed by <span class="count">2</span>' in html


def test_an_older_version_has_its_page_and_leads_to_the_latest(client: Client) -> None:
    release_row("month-end", "1.0.0")
    release_row("month-end", "2.0.0")
    html = page(client, "/packs/month-end/versions/1.0.0")
    assert "This is version 1.0.0" in html
    assert "ctxpack install month-end==1.0.0" in html
    assert "See the latest, 2.0.0" in html


def test_a_withdrawn_version_says_why(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.0.0")
    published(ada, "month-end", "1.1.0")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="The tolerance was wrong")
    run_due()
    assert "The tolerance was wrong" in page(client, "/packs/month-end/versions/1.0.0")
    assert "The tolerance was wrong" not in page(client)


def test_a_pack_all_of_whose_versions_are_withdrawn_keeps_its_page(client: Client, ada: User) -> None:
    published(ada, "month-end")
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="Superseded")
    run_due()
    html = page(client)
    assert "Every version of this pack has been withdrawn" in html
    assert "Superseded" in html


@pytest.mark.parametrize(
    "address", ["/packs/nothing", "/packs/month-end/versions/9.9.9", "/packs/month-end/versions/%3Cb%3E"]
)
def test_what_does_not_exist_is_not_found(client: Client, address: str) -> None:
    release_row("month-end")
    answer = client.get(address)
    assert answer.status_code == 404
    assert "There is no page here" in answer.content.decode()


def test_a_name_without_a_release_is_not_found(client: Client, ada: User) -> None:
    ada.publishers.get().packs.create(name="month-end")
    assert client.get("/packs/month-end").status_code == 404


@pytest.mark.parametrize("others", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, others: int
) -> None:
    needed = {f"needed-{number}": "" for number in range(others)}
    parts = [("skill", f"s-{number}") for number in range(others)]
    release_row("month-end", requires=needed, components=parts)
    for number in range(others):
        release_row(f"dependent-{number}", requires={"month-end": ""})
    with django_assert_num_queries(5):
        page(client)


@pytest.mark.unmeasured
def test_hostile_texts_in_every_field_come_out_inert(client: Client) -> None:
    for number, vector in enumerate(VECTORS):
        text = vector[:100]
        manifest = {
            "title": text,
            "authors": [{"name": text}],
            "professions": [text],
            "jurisdictions": [text],
            "not-for": [text],
            "first-prompts": [text],
            "inputs": [{"key": "x", "title": text, "description": text}],
        }
        release_row(
            f"hostile-{number}",
            summary=text,
            licence=text,
            readme=vector,
            manifest=manifest,
            components=[("skill", text), (text[:16], "odd")],
            powers={"hooks": [text], text: [text]},
            tokens={"always": text, "on_use": text},
        )
        assert list(page_dangers(page(client, f"/packs/hostile-{number}"))) == []


def test_claude_codes_own_command_is_shown_where_the_client_would_accept_the_address(
    client: Client, ada: User, settings: object
) -> None:
    published(ada, "month-end", "1.2.0")
    assert "claude plugin install" not in page(client)
    settings.CTXPACK_PUBLIC_URL = "https://packs.example"
    address = "https://packs.example/packs/month-end/marketplace.json"
    assert f"claude plugin install month-end --marketplace {address} --scope project" in page(client)


def test_a_page_says_how_the_command_is_got_and_of_whom_the_index_has_one(
    client: Client, ada: User, tmp_path: Path, settings: Settings
) -> None:
    published(ada, "month-end")
    ask_for_it = "Ask whoever runs this registry for the command"
    export = f"export CTXPACK_REGISTRY={settings.CTXPACK_PUBLIC_URL}"
    for place in ("", str(small_wheel(tmp_path))):
        settings.CTXPACK_CLIENT_WHEEL = place
        command = f"pip install '{client_wheel().url}'\n" if place else ""
        html, markdown = page(client), page(client, "/packs/month-end.md")
        assert f"<code data-copy>{command}{export}</code>" in html
        assert command.strip() in markdown
        assert f"\n    {export}\n" in markdown
        for text, program in ((html, "<code>ctxpack</code>"), (markdown, "`ctxpack`")):
            assert (ask_for_it in text) == (not place)
            assert f"The {program} of the public package index is somebody else" in text
