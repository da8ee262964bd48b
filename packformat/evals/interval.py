"""How sure a difference is: Wilson's interval for a share, Newcombe's for the difference of two.

R. G. Newcombe, *Interval estimation for the difference between independent proportions*, Statistics
in Medicine 17 (1998), method 10. It stays honest with few cases and at 0 and 1, where the textbook interval
has no width.
"""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.959963984540054
"""The two-sided quantile of the normal distribution for 95 per cent."""


class Interval(NamedTuple):
    """A figure with its 95 per cent interval."""

    value: float
    low: float
    high: float


def share(successes: float, trials: int) -> Interval:
    """Wilson's interval for ``successes`` among ``trials`` (at least one)."""
    rate = successes / trials
    spread = 1 + _Z**2 / trials
    middle = (rate + _Z**2 / (2 * trials)) / spread
    half = _Z * sqrt(rate * (1 - rate) / trials + _Z**2 / (4 * trials**2)) / spread
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))


def difference(first: Interval, second: Interval) -> Interval:
    """Newcombe's interval for ``first`` minus ``second``."""
    value = first.value - second.value
    below = sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    above = sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Interval(value, max(-1.0, value - below), min(1.0, value + above))
