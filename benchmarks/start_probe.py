"""Starts a web process as the server does and opens pages, and prints what that took as JSON."""

import json
import os
import resource
import time
from pathlib import Path

from tests.support.wsgi import call

_BEGUN = time.process_time()
from marketplace.wsgi import application  # noqa: E402 - to import it is what is measured

_READY = time.process_time() - _BEGUN


def main() -> None:
    """Open the catalogue twice: the first time, what pages need is imported."""
    result = {
        "ready": _READY,
        "ready_mb": megabytes(),
        "first": opened(),
        "then": opened(),
        "mb": megabytes(),
    }
    print(json.dumps(result), flush=True)
    os._exit(0)  # the worker in the background would go on


def opened() -> float:
    """CPU seconds of the catalogue's first page."""
    begun = time.process_time()
    assert call(application, "/", Host="127.0.0.1").status == 200
    return time.process_time() - begun


def megabytes() -> int:
    """Memory that this process holds, what it shares with others among it."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


if __name__ == "__main__":
    main()
