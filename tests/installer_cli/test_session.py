from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture(autouse=True)
def packs(registry: RegistrySimulator) -> None:
    registry.publish("close")


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("ctxpack.toml", "[packs", "E_PROJECT_FILE"),
        ("ctxpack.lock", "lock = ", "E_LOCKFILE"),
        ("ctxpack.lock", "lock = 0", "E_LOCKFILE"),
        (".claude/.ctxpack/receipts/close.json", "{", "E_RECEIPT"),
        (".claude/.ctxpack/journal.json", "{", "E_JOURNAL"),
    ],
)
def test_a_broken_file_of_the_project_stops_the_run_by_name(
    cli: Cli, path: str, data: str, code: str
) -> None:
    cli.path(path).parent.mkdir(parents=True, exist_ok=True)
    cli.path(path).write_text(data)
    before = cli.tree(state=True)
    result = cli("install", "close")
    assert f"error[{code}]" in result.err
    assert path in result.err
    assert "hint: " in result.err
    after = cli.tree(state=True)
    after.pop(".claude/.ctxpack/lock", None)
    assert after == before


@pytest.mark.parametrize("argv", [("list",), ("verify",), ("install",), ("uninstall", "close")])
def test_any_command_finishes_what_an_interrupted_run_had_begun(cli: Cli, argv: tuple[str, ...]) -> None:
    cli.ok("install", "close")
    installed = cli.tree(state=True)
    state = cli.path(".claude/.ctxpack")
    (state / "stage" / "0123").mkdir(parents=True)
    (state / "stage" / "0123" / "new.md").write_text("new")
    (state / "journal.json").write_text(
        json.dumps(
            {
                "schema": 1,
                "run": "0123",
                "emptied": [],
                "moves": [["place", ".claude/.ctxpack/stage/0123/new.md", ".claude/new.md"]],
            }
        )
    )
    result = cli.ok(*argv)
    assert "Finished what an interrupted run had begun" in result.err
    assert cli.path(".claude/new.md").read_text() == "new"
    assert not (state / "journal.json").exists()
    if argv[0] != "uninstall":
        assert cli.tree(state=True) == {**installed, ".claude/new.md": b"new"}
