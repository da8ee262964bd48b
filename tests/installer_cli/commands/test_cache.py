from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


@pytest.fixture(autouse=True)
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    cli.ok("install", "close")


def archives(cli: Cli) -> list[Path]:
    return sorted((cli.home / "archives").iterdir())


def test_where_and_what_it_is_can_be_seen(cli: Cli) -> None:
    assert cli.ok("cache", "dir").out == f"{cli.home}/archives\n"
    rows = cli.ok("cache", "list").out.splitlines()
    assert [row.split("  ")[0] for row in rows] == ["close 1.0.0", "ledger 1.0.0"]
    assert rows[0].endswith(cli.ok("list", "--json").document["packs"][0]["archive"])
    size = sum(path.stat().st_size for path in archives(cli))
    document = cli.ok("cache", "size", "--json").document
    assert (document["count"], document["bytes"], document["folder"]) == (2, size, f"{cli.home}/archives")
    assert cli.ok("cache", "size").out.endswith(" in 2 archives\n")


def test_what_is_damaged_is_taken_out_and_fetched_again(cli: Cli, registry: RegistrySimulator) -> None:
    victim = archives(cli)[0]
    data = victim.read_bytes()
    victim.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    result = cli.ok("cache", "verify")
    assert f"damaged, removed: sha256:{victim.stem}" in result.out
    assert "Checked 2 archives: 1 damaged" in result.err
    assert len(archives(cli)) == 1
    assert "Checked 1 archive: 0 damaged" in cli.ok("cache", "verify").err


def test_an_archive_that_cannot_be_read_has_no_name(cli: Cli) -> None:
    archives(cli)[0].write_bytes(b"PK")
    assert [row["pack"] for row in cli.ok("cache", "list", "--json").document["archives"]].count("?") == 1


def test_what_nobody_has_used_for_long_is_removed(cli: Cli) -> None:
    old, young = archives(cli)
    draft = old.with_name(f"{old.name}.123")
    draft.write_bytes(b"half")
    long_ago = time.time() - 40 * 86400
    for path in (old, draft):
        os.utime(path, (long_ago, long_ago))
    assert "Removed 0 archives, 4 B" in cli.ok("cache", "prune").err
    assert archives(cli) == sorted([old, young])
    assert "Removed 1 archive" in cli.ok("cache", "prune", "--days", "30").err
    assert archives(cli) == [young]
    assert cli("cache", "prune", "--days", "soon").code == 2


def test_that_another_program_has_read_an_archive_does_not_count_as_use(cli: Cli) -> None:
    old, young = archives(cli)
    os.utime(old, (time.time(), time.time() - 100 * 86400))
    assert "Removed 1 archive" in cli.ok("cache", "prune").err
    assert archives(cli) == [young]


def test_all_of_it_can_go_and_projects_keep_what_they_need(cli: Cli, registry: RegistrySimulator) -> None:
    assert "Removed 2 archives" in cli.ok("cache", "clear").err
    assert archives(cli) == []
    assert "The cache is empty" in cli.ok("cache", "list").err
    asked = len(registry.requests)
    cli.path(".claude/skills/close/pack.toml").unlink()
    cli.ok("install", "--offline")
    cli.ok("sync", "--frozen")
    assert len(registry.requests) == asked


def test_without_a_cache_there_is_nothing_to_see(cli: Cli) -> None:
    (cli.home / "archives").rename(cli.home / "moved")
    assert cli.ok("cache", "size").out == "0 B in 0 archives\n"
    (cli.home / "archives").write_bytes(b"")
    assert cli("cache", "size").code == 1


def test_another_word_is_answered_with_those_there_are(cli: Cli) -> None:
    result = cli("cache", "purge")
    assert result.code == 2
    assert "`purge` is not one of dir, list, size, verify, prune, clear" in result.err
