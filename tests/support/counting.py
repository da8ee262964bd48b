"""Work, counted: what takes longer on no machine and is the same each time."""

import sys
from collections.abc import Callable


def calls_in(work: Callable[[], object]) -> int:
    """How often a function, of ours or of the interpreter's, is called while this is done."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count
