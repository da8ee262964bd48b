import time

import pytest

from registry.rates import count


@pytest.mark.usefixtures("counted_in_redis")
def test_counting_begins_anew_with_each_window_and_for_each_act(monkeypatch: pytest.MonkeyPatch) -> None:
    now, window = 1_000_000_000, 60
    left = window - now % window
    monkeypatch.setattr(time, "time", lambda: now + 0.5)
    assert [count("x", window), count("x", window), count("y", window)] == [(1, left), (2, left), (1, left)]
    monkeypatch.setattr(time, "time", lambda: now + 0.5 + left)
    assert count("x", window) == (1, window)
