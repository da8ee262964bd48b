from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture(autouse=True)
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    registry.publish("close", requires={"ledger": ">=1"}, powers={"tools": ["Bash"]})
    registry.publish("other")
    return registry


def test_an_undone_first_install_leaves_the_project_as_it_was(cli: Cli) -> None:
    cli.path("README.md").write_text("mine")
    before = cli.tree()
    cli.ok("install", "close", "--allow", "all")
    cli.ok("undo")
    assert cli.tree() == before


def test_wishes_and_pins_go_back_too_and_powers_once_allowed_come_back(cli: Cli) -> None:
    cli.ok("install", "close", "--allow", "all")
    files = {name: cli.path(name).read_text() for name in ("ctxpack.toml", "ctxpack.lock")}
    cli.ok("uninstall", "close")
    cli.ok("undo")
    assert {name: cli.path(name).read_text() for name in files} == files
    assert cli.ok("list", "--json").document["packs"][0]["powers"] == ["tools: Bash"]


def test_what_the_user_wrote_into_ctxpack_toml_since_stays(cli: Cli) -> None:
    cli.ok("install", "other")
    cli.ok("install", "close", "--allow", "all")
    manifest = cli.path("ctxpack.toml")
    manifest.write_text("# my note\n" + manifest.read_text())
    cli.ok("undo")
    assert manifest.read_text().startswith("# my note\n")
    assert "close" not in manifest.read_text()
    assert 'other = "^1.0"' in manifest.read_text()


def test_no_registry_is_needed_to_go_back(cli: Cli, registry: RegistrySimulator) -> None:
    cli.ok("install", "close", "--allow", "all")
    tree = cli.tree()
    cli.ok("uninstall", "close")
    registry.requests.clear()
    for archive in (cli.home / "archives").iterdir():
        archive.unlink()
    cli.ok("undo")
    assert cli.tree() == tree
    assert registry.requests == []


def test_a_dry_run_goes_nowhere(cli: Cli) -> None:
    cli.ok("install", "other")
    before = cli.tree(state=True)
    result = cli.ok("undo", "--dry-run")
    assert "- other 1.0.0" in result.err
    assert cli.tree(state=True) == before


def test_without_a_run_there_is_nothing_to_undo(cli: Cli) -> None:
    result = cli("undo")
    assert result.code == 3
    assert "error[E_HISTORY_EMPTY]" in result.err


@pytest.mark.parametrize("number", ["7", "-1", "one"])
def test_a_run_that_never_was_cannot_be_gone_back_to(cli: Cli, number: str) -> None:
    cli.ok("install", "other")
    result = cli("rollback", "--", number)
    assert result.code == 3
    assert f"error[E_HISTORY_NUMBER]: there is no run {number} in" in result.err


def test_going_back_to_the_last_run_is_going_nowhere(cli: Cli) -> None:
    cli.ok("install", "other")
    assert cli("rollback", "1").code == 3


def test_what_is_taken_back_is_named_also_when_no_file_has_to_change(
    cli: Cli, packs: RegistrySimulator
) -> None:
    packs.publish("book", files={"notes.md": "one\ntwo\nthree\n"})
    cli.ok("install", "book")
    notes = ".claude/skills/book/notes.md"
    cli.path(notes).write_text("one\nMINE\nthree\n")
    packs.publish("book", "1.1.0", files={"notes.md": "one\nTWO\nthree\n"})
    assert cli("update").code == 9
    assert "needs FILE, or `--all`" in cli("resolve", "--mine").err
    cli.ok("resolve", "--mine", notes)
    said = cli.ok("undo").err
    assert f"Taking back run 3: resolve --mine {notes}" in said
    assert "No file has to change: 1 pack in place" in said
    assert notes in cli.ok("resolve").out


@pytest.mark.parametrize(
    "line",
    [
        "rollback " + "9" * 5000,
        "cache prune --days " + "9" * 5000,
        "cache prune --days 99999",
        "install other --min-age " + "9" * 5000,
        "install other --max-always-tokens " + "9" * 400,
    ],
    ids=lambda line: line[:30],
)
def test_a_number_that_is_too_large_for_anything_is_refused_like_any_other(cli: Cli, line: str) -> None:
    result = cli(*line.split())
    assert (result.code in (2, 3), "E_INTERNAL" in result.err) == (True, False), result
