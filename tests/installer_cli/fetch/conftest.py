"""No proxy of this machine's, and no long pauses."""

from __future__ import annotations

import pytest

from installer_cli.fetch import http


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(http, "_FIRST_PAUSE", 0.01)
