"""Wait for what must come, as long as a busy machine may need: who waits in vain has found a fault."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 300
_POLL_SECONDS = 0.05


def comes_true(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether a condition holds before the patience ends."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a condition that must come true."""
    assert comes_true(condition), "it did not come true"
