from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

    from tests.installer_cli.conftest import Cli

TOKEN = "ctxp_" + "a1" * 24
REGISTRY = "https://packs.test"


def test_a_token_from_the_standard_input_is_kept_for_the_registry(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(TOKEN + "\n"))
    result = cli.ok("login", "--with-token", "--registry", REGISTRY)
    assert "Kept the token for https://packs.test" in result.err
    assert TOKEN not in result.out + result.err
    assert json.loads((cli.home / "credentials.json").read_text()) == {REGISTRY: TOKEN}


def test_what_is_no_token_is_refused_unseen(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("hunter2\n"))
    result = cli("login", "--with-token", "--registry", REGISTRY)
    assert result.code == 2
    assert "hunter2" not in result.out + result.err
    assert not cli.home.exists()


def test_without_a_terminal_the_flag_is_pointed_at(cli: Cli) -> None:
    result = cli("login", "--registry", REGISTRY)
    assert result.code == 2
    assert "hint: use `--with-token`" in result.err


def test_without_a_registry_there_is_nothing_to_log_in_to(cli: Cli) -> None:
    assert "error[E_NO_REGISTRY]" in cli("login", "--with-token").err
