import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.listing import PACKS_PER_PAGE
from marketplace.catalogue.narrowing import VALUES_AT_ONCE, VALUES_BESIDE_THE_LIST
from packformat.criteria import BY_PEOPLE
from registry.models import User
from tests.support.registry import checked_by, published
from tests.support.rows import release_row
from tests.support.xss import VECTORS, page_dangers

pytestmark = pytest.mark.django_db


def page(client: Client, **query: str) -> str:
    answer = client.get("/", query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_card_says_name_outcome_kinds_publisher_and_version(client: Client, ada: User) -> None:
    published(ada, "month-end", "1.2.0", summary="Closes the books of a month")
    html = page(client)
    said = ("month-end</a>", "Closes the books of a month", "1 skill", "ledgers · 1.2.0", "Checked <time")
    for words in said:
        assert words in html


def test_a_card_says_where_there_is_nothing_but_prompts(client: Client) -> None:
    release_row("month-end", components=[("skill", "close"), ("command", "close-now")])
    assert page(client).count("<span>Prompts only</span>") == 1
    release_row("bank-rec", components=[("skill", "match"), ("memory", "rules")])
    release_row("files-alone", components=[])
    assert page(client).count("<span>Prompts only</span>") == 1


def test_a_search_shows_what_it_found_and_keeps_its_words_in_the_address(client: Client, ada: User) -> None:
    published(ada, "month-end")
    published(ada, "cafe-menu")
    html = page(client, q="menu")
    assert "1 pack for" in html
    assert "cafe-menu</a>" in html
    assert "month-end</a>" not in html
    assert 'value="menu"' in html


def test_a_list_says_how_much_programs_check_and_can_be_ordered_by_it(client: Client, ada: User) -> None:
    published(ada, "tax-return", extra=checked_by("gate:bank", "gate:bank", BY_PEOPLE))
    published(ada, "tax-plan")
    html = page(client, q="tax", licence="Apache-2.0")
    assert "2 of 3 criteria decided by programs" in html
    assert 'href="?q=tax&amp;licence=Apache-2.0&amp;order=verifiable"' in html
    ordered = page(client, q="tax", licence="Apache-2.0", order="verifiable")
    assert ordered.index("tax-return</a>") < ordered.index("tax-plan</a>")
    assert '<input type="hidden" name="order" value="verifiable">' in ordered
    assert 'href="?q=tax&amp;licence=Apache-2.0"' in ordered
    assert "Most decided by programs" in page(client, order="verifiable")
    assert "Recently updated" in page(client, order="<of nobody>")


def test_a_search_without_result_says_what_to_do_next(client: Client) -> None:
    html = page(client, q="zebra")
    assert html.count("No pack matches") == 1
    assert "0 packs for" not in html
    assert 'href="/publish"' in html


def test_an_empty_catalogue_invites_to_publish(client: Client) -> None:
    assert "Nothing has been published here yet" in page(client)


def test_htmx_gets_the_results_alone_and_the_news_for_screen_readers(client: Client) -> None:
    release_row("month-end")
    html = client.get("/", {"q": "month"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert 'id="results"' in html
    assert 'id="found"' in html
    assert "HX-Request" in client.get("/")["Vary"]


def test_a_long_list_comes_in_pages_that_keep_the_search(client: Client) -> None:
    for number in range(PACKS_PER_PAGE + 1):
        release_row(f"close-{number}")
    first = page(client, q="close")
    assert first.count("<article") == PACKS_PER_PAGE
    assert "q=close&amp;page=2" in first
    assert page(client, q="close", page="2").count("<article") == 1


@pytest.mark.parametrize("number", ["0", "99", "x", "-1"])
def test_a_page_that_is_not_there_shows_one_that_is(client: Client, number: str) -> None:
    release_row("month-end")
    assert "month-end</a>" in page(client, page=number)


@pytest.mark.parametrize("packs", [1, 30])
def test_the_number_of_queries_does_not_grow_with_the_packs(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, packs: int
) -> None:
    for number in range(packs):
        release_row(f"close-{number}", components=[("skill", "a"), ("skill", "b"), ("eval", "c")])
    with django_assert_num_queries(8):
        page(client)
    with django_assert_num_queries(12):
        page(client, q="close")
    with django_assert_num_queries(6):
        page(client, kind="eval")


def test_the_list_can_be_narrowed_and_widened_again_and_the_address_says_how(client: Client) -> None:
    release_row("month-end", licence="MIT", components=[("eval", "case"), ("skill", "close")])
    release_row("bank-rec", licence="MIT")
    release_row("cafe-menu", licence="Apache-2.0")
    html = page(client)
    assert '<a href="/?licence=MIT"><span class="wrap">MIT</span> <small>2</small></a>' in html
    html = page(client, licence="MIT")
    assert "2 packs</h2>" in html
    assert "cafe-menu</a>" not in html
    assert (
        '<a href="/?licence=MIT&amp;kind=eval"><span class="wrap">evals</span> <small>1</small></a>' in html
    )
    html = page(client, licence="MIT", kind="eval")
    assert html.count("<article") == 1
    assert '<a href="/?licence=MIT" aria-current="true"><span class="wrap">evals</span>' in html


def test_a_search_stays_narrowed(client: Client) -> None:
    release_row("month-end", licence="MIT")
    html = page(client, q="month", licence="MIT")
    assert '<input type="hidden" name="licence" value="MIT">' in html
    assert "q=month" in html


def test_a_narrowed_list_without_packs_says_what_to_do(client: Client) -> None:
    release_row("month-end")
    assert "No pack matches all of this" in page(client, licence="nothing")


def test_a_word_that_was_read_as_another_is_told(client: Client) -> None:
    release_row("month-end", summary="Reconciles every account")
    html = page(client, q="acount ")
    assert "Nothing has <strong>acount</strong>" in html
    assert "month-end</a>" in html


@pytest.mark.unmeasured
def test_hostile_summaries_publishers_and_queries_come_out_inert(client: Client) -> None:
    for number, vector in enumerate(VECTORS[: PACKS_PER_PAGE - 1]):
        release_row(f"hostile-{number}", summary=vector[:300], licence=vector[:60])
    assert list(page_dangers(page(client))) == []
    for vector in VECTORS:
        assert list(page_dangers(page(client, q=vector, licence=vector))) == []


def test_a_character_that_hides_in_a_summary_is_named(client: Client) -> None:
    release_row("month-end", summary="Closes\u202e the month")
    assert '<mark class="hidden-text">U+202E</mark>' in page(client)


def test_the_commonest_values_of_a_facet_are_seen_and_the_others_shown_when_asked_for(client: Client) -> None:
    for number in range(VALUES_AT_ONCE + 2):
        release_row(f"pack-{number}", licence=f"LICENCE-{number}")
    html = page(client)
    assert "<summary>2 more</summary>" in html
    assert html.index("LICENCE-5") < html.index("2 more") < html.index("LICENCE-6")
    assert "by name</a>" not in html


def test_where_a_facet_has_many_values_a_page_has_them_all(client: Client) -> None:
    for number in range(VALUES_BESIDE_THE_LIST + 1):
        release_row(f"pack-{number}", licence=f"LICENCE-{number}")
    html = page(client, order="verifiable", page="2")
    assert f'<a href="/by/licence?order=verifiable">All {VALUES_BESIDE_THE_LIST + 1} by name</a>' in html
    assert "more</summary>" not in html


def test_a_list_for_a_profession_names_its_feed(client: Client) -> None:
    release_row("month-end")
    feed = 'href="/professions/law/feed.atom"'
    assert feed in page(client, profession="law")
    assert feed not in page(client)
    assert "/professions/" not in page(client, profession="no such/word")
