"""Intervals agree with the published figures and never leave what is possible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from packformat.evals.interval import difference, share

SHARES = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_difference_is_newcombes(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    found = difference(share(*first), share(*second))
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(SHARES, SHARES)
def test_an_interval_holds_its_figure_and_turns_round_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = (difference(share(*a), share(*b)) for a, b in ((first, second), (second, first)))
    assert -1 <= there.low <= there.value + 1e-9
    assert there.value - 1e-9 <= there.high <= 1
    assert there.low == pytest.approx(-back.high)
