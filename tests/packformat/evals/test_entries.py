"""Ticking one list off against another."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from packformat.evals.entries import tick_off


@pytest.mark.parametrize(
    ("wanted", "found", "tolerance", "missing", "extra"),
    [
        (["A  b"], ["a B"], "0", [], []),
        (["1,240.50"], ["1240,50 €"], "0", [], []),
        (["12.00", "12.00"], ["12.00"], "0", ["12.00"], []),
        (["10", "11"], ["10.5", "11.5"], "0.5", [], []),
        (["10"], ["10.6"], "0.5", ["10"], ["10.6"]),
        (["12"], ["0012"], "0", ["12"], ["0012"]),
        (["INV-3"], ["INV-4", "3"], "5", ["INV-3"], ["3", "INV-4"]),
        (["2026-10-31"], ["2026-10-30"], "5", ["2026-10-31"], ["2026-10-30"]),
        (["a", "a"], ["a", "b"], "0", ["a"], ["b"]),
        ([], ["1", "x"], "0", [], ["1", "x"]),
    ],
)
def test_every_entry_serves_once(
    wanted: list[str], found: list[str], tolerance: str, missing: list[str], extra: list[str]
) -> None:
    assert tick_off(wanted, found, Decimal(tolerance)) == (missing, extra)


@settings(max_examples=50)
@given(st.lists(st.integers(0, 9), max_size=5), st.lists(st.integers(0, 9), max_size=5), st.integers(0, 2))
def test_as_many_numbers_are_ticked_off_as_any_pairing_could(
    wanted: list[int], found: list[int], tolerance: int
) -> None:
    missing = tick_off(map(str, wanted), map(str, found), Decimal(tolerance)).missing
    assert len(wanted) - len(missing) == most_pairs(wanted, found, tolerance)


def most_pairs(wanted: list[int], found: list[int], tolerance: int) -> int:
    """The size of a largest matching, by trying everything."""
    if not wanted:
        return 0
    first, rest = wanted[0], wanted[1:]
    best = most_pairs(rest, found, tolerance)
    for place, other in enumerate(found):
        if abs(first - other) <= tolerance:
            best = max(best, 1 + most_pairs(rest, found[:place] + found[place + 1 :], tolerance))
    return best
