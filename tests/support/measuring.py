"""Coverage is measured where a room's own tests show the room, and not where the same lines run again.

To be measured doubles the time of a test, and a program that is started needs a tenth of a second more.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage


@contextmanager
def unmeasured() -> Iterator[None]:
    """Measure neither this process nor the programs that it starts until the block ends."""
    stopped = []
    # More than one, in a process of pytest-xdist: what stands below would go on where the last one stops.
    while measuring := Coverage.current():
        measuring.stop()
        stopped.append(measuring)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield
    for measuring in reversed(stopped):
        measuring.start()


def measured_for(one: str, values: Iterable[str]) -> list[object]:
    """Values to try a test with, of which it is measured with one: the others walk the same lines."""
    again = pytest.mark.unmeasured
    return [value if value == one else pytest.param(value, marks=again) for value in values]
