"""Which pack is better on the same cases, and which cannot be told apart."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.ranking import Standing, Try, rank

if TYPE_CHECKING:
    from random import Random

CASES = [f"case-{number}" for number in range(12)]


def tries(pack: str, met: int, *, tokens: int = 0, seconds: float = 0.0) -> list[Try]:
    """Twelve cases run with a pack, of which the first so many are met."""
    return [Try(pack, case, place < met, tokens, seconds) for place, case in enumerate(CASES)]


def places(*packs: list[Try]) -> list[tuple[str, int, bool]]:
    return [(item.pack, item.place, item.is_shared) for item in rank(itertools.chain(*packs))]


def test_a_pack_that_is_surely_better_stands_alone_before_the_other() -> None:
    assert places(tries("a", 4), tries("b", 12)) == [("b", 1, False), ("a", 2, False)]


def test_a_difference_that_may_be_chance_makes_no_place_and_the_higher_figure_comes_first() -> None:
    assert places(tries("a", 11), tries("b", 12)) == [("b", 1, True), ("a", 1, True)]


def test_a_pack_between_two_is_told_apart_from_neither() -> None:
    found = places(tries("worst", 5), tries("middle", 9), tries("best", 12))
    assert found == [("best", 1, True), ("middle", 1, True), ("worst", 2, False)]


def test_of_equal_shares_fewer_tokens_come_first_then_less_time_then_the_name() -> None:
    found = rank(
        [
            *tries("d", 12),
            *tries("a", 12),
            *tries("slow", 12, tokens=50, seconds=9),
            *tries("quick", 12, tokens=50, seconds=2),
            *tries("frugal", 12, tokens=40, seconds=9),
        ]
    )
    assert [item.pack for item in found] == ["frugal", "quick", "slow", "a", "d"]


def test_figures_that_are_not_known_of_every_run_are_not_known() -> None:
    known, unknown = Try("a", "one", is_met=True, tokens=8, seconds=1.0), Try("a", "two", is_met=False)
    (standing,) = rank([known, unknown])
    assert (standing.tokens, standing.seconds, standing.runs) == (None, None, 2)
    assert rank([known])[0].as_dict() == {
        "place": 1,
        "shared": False,
        "cases": 1,
        "runs": 1,
        "met_always": 1,
        "share": {"value": 1.0, "low": 0.2065, "high": 1.0},
        "tokens": 8,
        "seconds": 1.0,
    }


def test_repeating_cases_makes_no_difference_surer() -> None:
    assert places(tries("a", 11) * 9, tries("b", 12) * 9) == [("b", 1, True), ("a", 1, True)]


CONTESTS = st.lists(st.lists(st.booleans(), min_size=12, max_size=12), min_size=2, max_size=6)


def _standings(contest: list[list[bool]]) -> list[Standing]:
    return rank(
        Try(f"pack-{pack}", case, is_met)
        for pack, met in enumerate(contest)
        for case, is_met in zip(CASES, met, strict=True)
    )


@given(CONTESTS)
def test_places_follow_the_shares_and_a_place_is_shared_by_those_who_cannot_be_told_apart(
    contest: list[list[bool]],
) -> None:
    standings = _standings(contest)
    assert standings[0].place == 1
    for first, second in itertools.pairwise(standings):
        assert first.share.value >= second.share.value
        assert first.place <= second.place
    for place, together in itertools.groupby(standings, key=lambda item: item.place):
        members = list(together)
        assert all(item.is_shared == (len(members) > 1) for item in members), place
        assert len({item.place for item in _standings([contest[_number(item)] for item in members])}) == 1


@given(CONTESTS, st.randoms())
def test_nothing_depends_on_the_order_in_which_packs_ran(contest: list[list[bool]], random: Random) -> None:
    runs = [
        Try(f"pack-{pack}", case, is_met)
        for pack, met in enumerate(contest)
        for case, is_met in zip(CASES, met, strict=True)
    ]
    mixed = list(runs)
    random.shuffle(mixed)
    assert rank(mixed) == rank(runs)


def _number(standing: Standing) -> int:
    return int(standing.pack.removeprefix("pack-"))
