import pytest
from pytest_django import DjangoAssertNumQueries

from marketplace.catalogue.cards import cards_of
from packformat.rules import RULESET
from registry.models import User
from registry.services.reviews import write_review
from tests.support.registry import published
from tests.support.rows import release_row

pytestmark = pytest.mark.django_db


def test_a_card_counts_the_components_of_the_latest_release_by_kind() -> None:
    release_row("month-end", "1.0.0", components=[("hook", "old")])
    pack = release_row(
        "month-end", "2.0.0", components=[("skill", "a"), ("memory", "c"), ("skill", "b")]
    ).pack
    (card,) = cards_of([pack])
    assert [item.label for item in card.kinds] == ["2 skills", "1 memory"]


def test_cards_keep_the_order_of_their_packs_and_cost_three_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    packs = [release_row(f"pack-{number}").pack for number in (3, 1, 2)]
    with django_assert_num_queries(3):
        cards = cards_of(packs)
    assert [card.pack.name for card in cards] == ["pack-3", "pack-1", "pack-2"]


def test_a_pack_of_files_alone_has_a_card_without_kinds() -> None:
    (card,) = cards_of([release_row("month-end", components=[]).pack])
    assert card.kinds == []


def test_a_card_says_when_and_by_which_rules_a_release_was_checked_and_whether_others_found_it_to_work(
    ada: User, eve: User
) -> None:
    report = published(ada, "month-end").report
    release = report.submission.release
    write_review(
        actor=eve, pack="month-end", version="1.0.0", verdict="works", role="bookkeeper", text="It did"
    )
    (card,) = cards_of([release.pack])
    assert card.checked == (report.created_at, RULESET)
    assert card.reviewed


def test_a_release_without_a_report_has_none_on_its_card() -> None:
    (card,) = cards_of([release_row("month-end").pack])
    assert (card.checked, card.reviewed) == (None, False)
