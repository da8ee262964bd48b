import time

import pytest

from registry.rates import count, counted_as


@pytest.mark.usefixtures("counted_in_redis")
def test_counting_begins_anew_with_each_window_and_for_each_act(monkeypatch: pytest.MonkeyPatch) -> None:
    now, window = 1_000_000_000, 60
    left = window - now % window
    monkeypatch.setattr(time, "time", lambda: now + 0.5)
    assert [count("x", window), count("x", window), count("y", window)] == [(1, left), (2, left), (1, left)]
    monkeypatch.setattr(time, "time", lambda: now + 0.5 + left)
    assert count("x", window) == (1, window)


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::ffff", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::ffff", "2001:db8:1:3::/64"),
        ("unknown", "unknown"),
    ],
)
def test_whoever_has_a_network_is_counted_once_for_all_of_it(address: str, counted: str) -> None:
    assert counted_as(address) == counted
