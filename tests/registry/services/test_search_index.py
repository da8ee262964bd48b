from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from packformat.criteria import BY_PEOPLE
from registry.models import Pack, PackFacet, Posting, SearchGram, SearchTerm, SearchWord, User
from registry.services import search_index
from registry.services.catalogue import refresh_catalogue
from registry.services.work import run_due
from registry.services.yank import yank_release
from tests.support.registry import checked_by, published

EVIDENCE = {
    "evals/case/prompt.md": b"Close October\n",
    "examples/good/example.toml": b'label = "good"\nreason = "A reviewer accepted it"\n',
}


def test_a_published_pack_is_indexed_under_its_stems_with_how_many_packs_have_them(ada: User) -> None:
    published(ada, "month-end", summary="Closes the books of a month")
    published(ada, "year-end", summary="Closes the books of a year")
    assert SearchTerm.objects.get(text="close").packs == 2
    assert SearchTerm.objects.get(text="month").packs == 1
    assert SearchWord.objects.get(text="closes").stem == "close"


def test_small_words_are_no_spellings(ada: User) -> None:
    published(ada, "month-end", summary="Closes the books of a month")
    assert not SearchWord.objects.filter(text="the").exists()


def test_what_shows_that_it_works_is_a_packs_merit(ada: User) -> None:
    published(ada, "plain-pack")
    published(ada, "proven-pack", extra=EVIDENCE)
    merits = dict(Pack.objects.values_list("name", "merit"))
    assert merits["plain-pack"] == 0
    assert 0 < merits["proven-pack"] <= 100


def test_a_withdrawn_pack_leaves_the_index_and_the_counts(ada: User) -> None:
    extra = checked_by("gate:bank", BY_PEOPLE)
    published(ada, "month-end", summary="Closes the books of a month", extra=extra)
    assert Pack.objects.get().verifiable == 50
    yank_release(actor=ada, pack="month-end", version="1.0.0", reason="wrong")
    run_due()
    assert not Posting.objects.exists()
    assert not PackFacet.objects.exists()
    assert not SearchTerm.objects.filter(packs__gt=0).exists()
    assert Pack.objects.get().merit == Pack.objects.get().verifiable == 0


def test_indexing_again_changes_nothing_and_costs_nothing(
    ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(ada, "month-end")
    rows = [
        set(model.objects.values_list()) for model in (Posting, SearchTerm, SearchWord, SearchGram, PackFacet)
    ]
    pack = Pack.objects.select_related("publisher", "latest").get()
    with django_assert_num_queries(0):
        search_index.index_pack(pack)
    Pack.objects.update(indexed_as="by older rules")
    refresh_catalogue("month-end")
    again = [
        set(model.objects.values_list()) for model in (Posting, SearchTerm, SearchWord, SearchGram, PackFacet)
    ]
    assert [{row[1:] for row in one} for one in again] == [{row[1:] for row in one} for one in rows]


@pytest.mark.usefixtures("transactional_db")
def test_two_workers_whose_packs_swap_a_word_do_not_wait_for_each_other_in_a_circle(
    ada: User, eve: User
) -> None:
    published(ada, "month-end")
    published(eve, "tax-return")
    swap = {"month-end": ("alpaca", "zebra"), "tax-return": ("zebra", "alpaca")}
    both_begin = Barrier(2)

    def index_anew(name: str) -> None:
        try:
            both_begin.wait()
            refresh_catalogue(name)
        finally:
            connection.close()

    for _again in range(4):
        for name, (had, wanted) in swap.items():
            pack = Pack.objects.get(name=name)
            pack.postings.all().delete()
            term, _made = SearchTerm.objects.get_or_create(text=had)
            Posting.objects.create(pack=pack, term=term, impact=1)
            Pack.objects.filter(pk=pack.pk).update(keywords=[wanted], indexed_as="")
        SearchTerm.objects.update(packs=1)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(index_anew, swap))
    words = Posting.objects.filter(term__text__in=["alpaca", "zebra"]).values_list("pack__name", "term__text")
    assert set(words) == {(name, wanted) for name, (_had, wanted) in swap.items()}


def test_other_rules_make_the_index_anew(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    published(ada, "month-end")
    before = Pack.objects.get().indexed_as
    monkeypatch.setattr(search_index, "RULES", search_index.RULES + 1)
    refresh_catalogue("month-end")
    assert Pack.objects.get().indexed_as != before
    assert SearchTerm.objects.get(text="month").packs == 1
