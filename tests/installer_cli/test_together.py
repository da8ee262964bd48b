from __future__ import annotations

import threading

import pytest

from installer_cli.together import together
from tests.support.waiting import PATIENCE_SECONDS


@pytest.mark.parametrize("threads", [1, 2, 8])
@pytest.mark.parametrize("count", [0, 1, 3, 500])
def test_everything_is_done_once(count: int, threads: int) -> None:
    done: list[int] = []
    together(done.append, range(count), threads)
    assert sorted(done) == list(range(count))


def test_several_threads_are_at_work_at_one_time() -> None:
    everybody = threading.Barrier(3, timeout=PATIENCE_SECONDS)
    together(lambda _: everybody.wait(), range(3), 3)


@pytest.mark.parametrize("threads", [1, 4])
def test_a_failure_is_raised_once_nobody_works_any_more_and_ends_the_rest(threads: int) -> None:
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        if number == 5:
            raise OSError(5, "broken")

    with pytest.raises(OSError, match="broken"):
        together(work, range(10_000), threads)
    assert len(begun) < 10_000
