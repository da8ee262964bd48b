from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.installer_cli.conftest import Cli


def test_without_the_sdk_it_says_what_to_install(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.delitem(sys.modules, "installer_cli.tools.server", raising=False)
    result = cli("mcp")
    assert result.code == 2
    assert "error[E_MCP_LIBRARY]" in result.err
    assert "pip install 'mcp>=2.3'" in result.err
