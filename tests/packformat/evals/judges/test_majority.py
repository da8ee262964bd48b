"""What most judges say, whoever is heard first."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.judges.majority import agreement, majority

VOTES = st.lists(st.sampled_from(["met", "not met", "not judged"]), max_size=9)


@pytest.mark.parametrize(
    ("votes", "most"),
    [
        ([], None),
        (["met"], "met"),
        (["met", "not met"], None),
        (["met", "not met", "met"], "met"),
        (["met", "not met", "not judged"], None),
    ],
)
def test_half_of_the_votes_is_not_enough(votes: list[str], most: str | None) -> None:
    assert majority(votes) == most


@given(VOTES, st.randoms())
def test_the_order_of_judges_changes_nothing(votes: list[str], random: Random) -> None:
    mixed = sorted(votes, key=lambda _: random.random())
    assert majority(mixed) == majority(votes)
    assert agreement([mixed]) == agreement([votes])


@given(st.lists(VOTES))
def test_judges_agree_in_at_most_all_pairs_of_their_votes(items: list[list[str]]) -> None:
    found = agreement(items)
    assert 0 <= found.agreed <= found.pairs
    assert (found.agreed == found.pairs) == all(len(set(votes)) < 2 for votes in items)
