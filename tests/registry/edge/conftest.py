"""The edge as a server sees it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from registry.edge.application import Edge
from tests.support.wsgi import Response, call

Ask = Callable[..., Response]


@pytest.fixture
def ask() -> Ask:
    """Asks the edge; behind it stands an application that only says that it was reached."""

    def behind(_environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        start_response("299 Behind", [("Content-Type", "text/plain")])
        return [b"behind"]

    return partial(call, Edge(behind))
