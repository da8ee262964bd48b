"""``ctxpack sync``: the project as its lockfile says, and the proof that it is."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.terms import term_of_days

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url", "packs")


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\n"})
    return registry


def fresh_checkout(cli: Cli) -> dict[str, bytes]:
    """Leave of the project what version control holds, and return what was installed."""
    installed = cli.tree()
    shutil.rmtree(cli.path(".claude"))
    return installed


def test_a_fresh_checkout_is_brought_to_its_lockfile(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0")
    installed = fresh_checkout(cli)
    assert "Installed 2 packs" in cli.ok("sync").err
    assert cli.tree() == installed
    cli.ok("sync", "--frozen")


def test_with_lockfile_and_cache_nobody_is_asked(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    asked = len(packs.requests)
    for command in ("sync", "install"):
        installed = fresh_checkout(cli)
        cli.ok(command, "--offline")
        assert cli.tree() == installed
    assert len(packs.requests) == asked


def test_with_the_cache_gone_only_archives_are_asked_for(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    fresh_checkout(cli)
    shutil.rmtree(cli.home / "archives")
    asked = len(packs.requests)
    cli.ok("sync")
    assert [request.partition("/")[2][:9] for request in packs.requests[asked:]] == ["archives/"] * 2


def test_offline_says_what_would_be_needed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    result = cli("install", "close", "--offline")
    assert result.code == 7
    assert "error[E_OFFLINE]: the index would have to be fetched from http://" in result.err
    cli.ok("install", "close")
    fresh_checkout(cli)
    shutil.rmtree(cli.home / "archives")
    monkeypatch.setenv("CTXPACK_OFFLINE", "1")
    result = cli("sync")
    assert result.code == 7
    assert "the archive of `close` would have to be fetched" in result.err
    assert not cli.path(".claude").exists()


def test_offline_a_project_is_resolved_anew_from_the_index_seen_last(
    cli: Cli, packs: RegistrySimulator
) -> None:
    packs.term = term_of_days(signed_days_ago=6.5)
    cli.ok("install", "close")
    installed, asked = fresh_checkout(cli), len(packs.requests)
    cli.path("ctxpack.lock").unlink()
    result = cli.ok("install", "--offline")
    assert f"is the index as signed at {packs.term.signed_at}, 6 days ago\n" in result.err
    assert cli.tree() == installed
    assert len(packs.requests) == asked
    result = cli("install", "audit", "--offline")
    assert result.code == 7
    assert "the index of `audit` would have to be fetched" in result.err


def test_a_locked_and_cached_project_is_installed_whatever_has_expired(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close")
    installed = fresh_checkout(cli)
    packs.term = term_of_days(signed_days_ago=30)
    for command in ("sync", "install"):
        cli.ok(command)
        assert cli.tree() == installed
        fresh_checkout(cli)
    result = cli("update")
    assert result.code == 5
    assert "error[E_INDEX_EXPIRED]: the root document at http://" in result.err


def test_powers_are_asked_for_also_when_nobody_is(cli: Cli, packs: RegistrySimulator) -> None:
    packs.publish("close", powers={"hooks": ["Stop: python check.py"]})
    cli.ok("install", "close", "--allow", "hooks")
    fresh_checkout(cli)
    result = cli("sync", "--offline", "--yes")
    assert result.code == 6
    assert f"ctxpack sync --project {cli.project} --offline --yes --allow hooks\n" in result.err
    cli.ok("sync", "--offline", "--allow", "hooks")


def test_an_older_lockfile_takes_the_project_back(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    before, tree = cli.path("ctxpack.lock").read_bytes(), cli.tree()
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"}, files={"notes.md": "two\n"})
    cli.ok("update")
    cli.path("ctxpack.lock").write_bytes(before)
    assert "~ close 1.1.0 → 1.0.0" in cli.ok("sync").err
    assert cli.tree() == tree


def test_a_frozen_sync_changes_nothing_and_asks_nobody(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    before, asked = cli.tree(state=True), len(packs.requests)
    assert "2 packs as locked" in cli.ok("sync", "--frozen").err
    assert (cli.tree(state=True), len(packs.requests)) == (before, asked)


def test_where_there_is_no_project_nothing_is_proven_and_nothing_brought(cli: Cli) -> None:
    cli.ok("install", "close")
    for name in ("ctxpack.toml", "ctxpack.lock"):
        cli.path(name).unlink()
    before = cli.tree(state=True)
    for argv in (("sync", "--frozen"), ("sync", "--yes")):
        result = cli(*argv)
        assert (result.code, "error[E_PROJECT_NONE]" in result.err) == (3, True)
    assert cli.tree(state=True) == before


def flip(path: str) -> Callable[[Cli], None]:
    def change(cli: Cli) -> None:
        data = bytearray(cli.path(path).read_bytes())
        data[-1] ^= 1
        cli.path(path).write_bytes(data)

    return change


def want_more(cli: Cli) -> None:
    path = cli.path("ctxpack.toml")
    path.write_text(path.read_text().replace("[packs]\n", '[packs]\nother = "*"\n'))


def want_newer(cli: Cli) -> None:
    path = cli.path("ctxpack.toml")
    path.write_text(path.read_text().replace("^1.0", ">=2"))


def want_nothing(cli: Cli) -> None:
    path = cli.path("ctxpack.toml")
    path.write_text(path.read_text().replace('close = "^1.0"\n', ""))


def lose_receipt(cli: Cli) -> None:
    cli.path(".claude/.ctxpack/receipts/ledger.json").unlink()


def lock_less(cli: Cli) -> None:
    path = cli.path("ctxpack.lock")
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("ledger = ")))


def lock_other_bytes(cli: Cli) -> None:
    path = cli.path("ctxpack.lock")
    path.write_text(re.sub('(?<=archive = "sha256:)[0-9a-f]{4}', "0000", path.read_text(), count=1))


DRIFTS = {
    "a byte": (
        flip(".claude/skills/close/notes.md"),
        "`.claude/skills/close/notes.md` is not as it was installed",
    ),
    "a mode": (
        lambda cli: cli.path(".claude/skills/close/notes.md").chmod(0o755),
        "`.claude/skills/close/notes.md` is not as it was installed",
    ),
    "a file": (
        lambda cli: cli.path(".claude/rules/ctxpack-ledger.md").unlink(),
        "`.claude/rules/ctxpack-ledger.md` is missing",
    ),
    "a receipt": (lose_receipt, "`ledger` 1.0.0 is locked and not installed"),
    "a pin": (lock_less, "`close` 1.0.0 requires `ledger` >=1.0.0, and it is not locked"),
    "a digest": (lock_other_bytes, "`close` 1.0.0 is locked, and it is installed from other bytes"),
    "a new wish": (want_more, "this project wants `other`, and it is not locked"),
    "another wish": (want_newer, "this project wants `close` >=2.0.0, and 1.0.0 is locked"),
    "a wish less": (want_nothing, "`ledger` is locked, and nothing wants it"),
}


@pytest.mark.parametrize("name", DRIFTS)
def test_any_drift_fails_a_frozen_sync_by_name(cli: Cli, name: str) -> None:
    cli.ok("install", "close")
    change, sentence = DRIFTS[name]
    change(cli)
    before = cli.tree(state=True)
    result = cli("sync", "--frozen")
    assert result.code == 5
    assert f"  {sentence}\n" in result.err
    assert cli.tree(state=True) == before
    assert sentence in cli("sync", "--frozen", "--json").document["error"]["data"]["reasons"]


def test_a_pack_that_is_installed_and_not_locked_is_drift(cli: Cli) -> None:
    cli.ok("install", "close")
    for name in ("ctxpack.lock", "ctxpack.toml"):
        path = cli.path(name)
        kept = [line for line in path.read_text().splitlines(keepends=True) if line[:5] not in NAMES]
        path.write_text("".join(kept))
    result = cli("sync", "--frozen")
    assert "`ledger` 1.0.0 is installed and not locked" in result.err


NAMES = ("close", "ledge")
EDITS = {
    "a size": ("size = ", "size = 1"),
    "a requirement": ("ledger>=1.0.0", "ledger>=0.9"),
    "a version": ('version = "1.0.0"', 'version = "1.0.1"'),
}


@pytest.mark.parametrize("name", EDITS)
@pytest.mark.parametrize("command", ["install", "sync", "sync --frozen", "lock", "lock --check"])
def test_a_lockfile_that_was_edited_by_hand_is_noticed_and_the_hint_helps(
    cli: Cli, name: str, command: str
) -> None:
    cli.ok("install", "close")
    path = cli.path("ctxpack.lock")
    right, (old, new) = path.read_text(), EDITS[name]
    path.write_text(right.replace(old, new, 1))
    result = cli(command)
    assert (result.code, "error[E_LOCK_MISMATCH]" in result.err) == (5, True)
    assert "and its receipt says " in result.err
    kept = [line for line in right.splitlines(keepends=True) if not line.startswith("close")]
    path.write_text("".join(kept))
    cli.ok("install")
    assert path.read_text() == right


def test_what_the_user_may_change_is_no_drift(cli: Cli) -> None:
    cli.ok("install", "close")
    cli.path(".claude/memory/ledger/chart/accounts.md").write_text("# Accounts\nours\n")
    cli.ok("sync", "--frozen")


def test_a_lockfile_that_lags_behind_is_not_followed(cli: Cli) -> None:
    cli.ok("install", "close")
    want_more(cli)
    before = cli.tree(state=True)
    result = cli("sync")
    assert (result.code, "error[E_LOCK_STALE]" in result.err) == (5, True)
    assert cli.tree(state=True) == before


def test_on_a_machine_that_knows_nothing_powers_are_computed_from_the_bytes(
    cli: Cli, packs: RegistrySimulator
) -> None:
    hooks = '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "python check.py"}]}]}}'
    packs.publish("close", "1.1.0", files={"hooks/hooks.json": hooks}, powers={"hooks": ["told before"]})
    cli.ok("install", "close", "--allow", "all")
    fresh_checkout(cli)
    shutil.rmtree(cli.home)
    asked = len(packs.requests)
    result = cli("sync", "--yes")
    assert result.code == 6
    assert "python check.py" in result.err
    cli.ok("sync", "--allow", "all")
    assert {request.split(" ")[1][:10] for request in packs.requests[asked:]} == {"/archives/"}
    cli.ok("sync", "--frozen")
