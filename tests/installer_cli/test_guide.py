"""What a pack's author says to whoever installs it is told before and after, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.guide import Guide
from installer_cli.source import PackSource
from installer_cli.target import place
from packformat.archive import Entry, read_archive, write_archive
from packformat.digest import Digest
from packformat.lockfile import LockedPack
from packformat.names import PackName
from packformat.versions import Version
from tests.support.registry_simulator import pack_files

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

SAID = 'not-for = ["Filing a tax return \\u202e"]\nfirst-prompts = ["Close {name}", "What is open?"]\n'

pytestmark = pytest.mark.usefixtures("url")


def publish(registry: RegistrySimulator, name: str, version: str = "1.0.0", **requires: str) -> None:
    said = SAID.replace("{name}", name).encode()
    entries = [
        Entry(path, said + data if path == "pack.toml" else data, executable)
        for path, data, executable in pack_files(name, version, requires=requires)
    ]
    registry.publish(name, version, entries=entries)


def test_the_plan_says_what_new_packs_are_not_for(cli: Cli, registry: RegistrySimulator) -> None:
    publish(registry, "ledger")
    publish(registry, "close", ledger=">=1")
    shown = cli.ok("install close --dry-run").err
    assert shown.count("    not for: Filing a tax return \\u202e\n") == 2
    assert "say to your agent" not in shown


def test_how_to_begin_is_told_of_the_packs_that_were_asked_for(cli: Cli, registry: RegistrySimulator) -> None:
    publish(registry, "ledger")
    publish(registry, "close", ledger=">=1")
    shown = cli.ok("install close").err
    assert shown.endswith("To begin with close, say to your agent:\n    Close close\n    What is open?\n")
    assert "Close ledger" not in shown


def test_an_update_repeats_none_of_it(cli: Cli, registry: RegistrySimulator) -> None:
    publish(registry, "close")
    cli.ok("install close")
    publish(registry, "close", "1.1.0")
    shown = cli.ok("update close").err
    assert "Updated 1 pack" in shown
    assert "not for" not in shown
    assert "say to your agent" not in shown


def test_programs_get_both_lists(cli: Cli, registry: RegistrySimulator) -> None:
    publish(registry, "close")
    [pack] = cli.ok("install close --json").document["packs"]
    assert pack["not_for"] == ["Filing a tax return \u202e"]
    assert pack["first_prompts"] == ["Close close", "What is open?"]


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("valid-until = 2021-03-31\n", "held until 2021-03-31"),
        ("valid-from = 2999-01-01\n", "holds from 2999-01-01 on"),
        ("valid-from = 2021-01-01\nvalid-until = 2999-01-01\n", ""),
    ],
)
def test_the_plan_says_that_content_does_not_hold_today(
    cli: Cli, registry: RegistrySimulator, manifest: str, said: str
) -> None:
    files = pack_files("close", "1.0.0")
    entries = [
        Entry(path, manifest.encode() + data if path == "pack.toml" else data, is_program)
        for path, data, is_program in files
    ]
    registry.publish("close", entries=entries)
    result = cli.ok("install close --dry-run")
    assert (f"    ? its content {said}\n" in result.err) == bool(said)
    [pack] = cli.ok("install close --dry-run --json").document["packs"]
    assert pack["validity"] == said


def test_what_is_no_list_of_sentences_says_nothing() -> None:
    manifest = b'not-for = 5\nfirst-prompts = ["Close", 7]\ninputs = 0\nownership = "mine"\n'
    archive = write_archive([Entry("pack.toml", manifest)])
    tree = read_archive(archive).record.tree_digest
    pack = LockedPack(PackName("close"), Version.parse("1.0.0"), Digest.of(archive), len(archive), tree)
    source = PackSource(pack, archive)
    guide = Guide(source)
    assert (guide.not_for, guide.first_prompts, guide.asks) == ((), ("Close",), False)
    assert [placement.file.ownership for placement in place(source)] == ["managed"]


def test_a_pack_that_says_nothing_adds_nothing(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close")
    result = cli.ok("install close --json")
    [pack] = result.document["packs"]
    assert (pack["not_for"], pack["first_prompts"]) == ([], [])
