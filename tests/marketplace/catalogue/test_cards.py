import pytest
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.cards import cards_of
from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def test_a_card_counts_the_components_of_the_latest_release_by_kind() -> None:
    release_row("month-end", "1.0.0", components=[("hook", "old")])
    pack = release_row(
        "month-end", "2.0.0", components=[("skill", "a"), ("memory", "c"), ("skill", "b")]
    ).pack
    (card,) = cards_of([pack])
    assert [item.label for item in card.kinds] == ["2 skills", "1 memory"]


def test_cards_keep_the_order_of_their_packs_and_cost_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    packs = [release_row(f"pack-{number}").pack for number in (3, 1, 2)]
    with django_assert_num_queries(1):
        cards = cards_of(packs)
    assert [card.pack.name for card in cards] == ["pack-3", "pack-1", "pack-2"]


def test_a_pack_of_files_alone_has_a_card_without_kinds() -> None:
    (card,) = cards_of([release_row("month-end", components=[]).pack])
    assert card.kinds == []
