"""What an installation, and everybody who asks afterwards, is told of versions with an advisory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from packformat.advisory import AdvisoryEntry
from packformat.versions import Version

if TYPE_CHECKING:
    from pathlib import Path

    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

RATES = AdvisoryEntry("CTXA-7", "high", "Wrong VAT rates", "Check January", Version.parse("1.1.0"))
TYPING = AdvisoryEntry("CTXA-8", "low", "A typing error")
LINE = "advisory CTXA-7, high: Wrong VAT rates"
ADVICE = "Check January (1.1.0 is right again)"


@pytest.fixture
def wrong(url: str, registry: RegistrySimulator) -> RegistrySimulator:
    """`close` 1.0.0 with a severe advisory."""
    registry.publish("close", advisories=[RATES])
    return registry


@pytest.fixture
def installed(url: str, cli: Cli, registry: RegistrySimulator) -> RegistrySimulator:
    """`close` 1.0.0 installed before anything was known against it."""
    registry.publish("close")
    cli.ok("install", "close")
    return registry


def test_a_severe_advisory_needs_more_than_a_yes(cli: Cli, wrong: RegistrySimulator) -> None:
    result = cli("install", "close", "--yes")
    assert result.code == 6
    assert f"    ! {LINE}\n      {ADVICE}\n" in result.err
    assert "error[E_ADVISED]: `close` would be taken in spite of severe advisories\nhint: " in result.err
    assert result.err.count(LINE) == 1
    assert f"severe advisories\n  close: {LINE}\nhint: " in cli("install", "close", "--quiet").err
    rerun = f"ctxpack install --project {cli.project} close --yes --despite CTXA-7"
    assert result.err.endswith(f"  {rerun}\n")
    assert cli.tree(state=True) == {}


def test_naming_the_advisory_is_the_yes_and_allowing_everything_is_not(
    cli: Cli, wrong: RegistrySimulator
) -> None:
    assert cli("install", "close", "--allow", "all").code == 6
    assert cli("install", "close", "--despite", "CTXA-9").code == 6
    assert "Installed 1 pack" in cli.ok("install", "close", "--despite", "CTXA-9,CTXA-7").err


def test_a_mild_advisory_is_told_and_asks_nothing(url: str, cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", advisories=[TYPING])
    result = cli.ok("install", "close")
    assert "    ! advisory CTXA-8, low: A typing error\n      (no version is right yet)\n" in result.err


def test_a_dry_run_shows_it_and_asks_nothing(cli: Cli, wrong: RegistrySimulator) -> None:
    assert LINE in cli.ok("install", "close", "--dry-run").err
    (pack,) = cli.ok("install", "close", "--dry-run", "--json").document["packs"]
    assert pack["advisories"] == [RATES.as_dict()]


def test_a_version_that_the_lockfile_pins_is_told_of_and_installed(
    cli: Cli, installed: RegistrySimulator
) -> None:
    lock = cli.path("ctxpack.lock").read_bytes(), cli.path("ctxpack.toml").read_bytes()
    cli.ok("uninstall", "close")
    cli.path("ctxpack.lock").write_bytes(lock[0])
    cli.path("ctxpack.toml").write_bytes(lock[1])
    installed.advise("close", "1.0.0", RATES)
    cli.ok("outdated")
    assert LINE in cli.ok("install").err


def test_an_update_to_the_version_that_is_right_asks_nothing(cli: Cli, installed: RegistrySimulator) -> None:
    installed.publish("close", "1.1.0", files={"notes.md": "new\n"})
    installed.advise("close", "1.0.0", RATES)
    assert LINE not in cli.ok("update").err


def test_an_update_that_has_nothing_better_names_what_stays(cli: Cli, installed: RegistrySimulator) -> None:
    installed.advise("close", "1.0.0", RATES)
    assert "= close 1.0.0  0 files" in (told := cli.ok("update").err)
    assert LINE in told


def test_an_update_into_an_advisory_is_refused(cli: Cli, installed: RegistrySimulator) -> None:
    installed.publish("close", "1.1.0", files={"notes.md": "new\n"}, advisories=[RATES])
    assert cli("update", "--yes").code == 6
    cli.ok("update", "--despite", "CTXA-7")


def test_outdated_names_it_and_says_what_would_come(cli: Cli, installed: RegistrySimulator) -> None:
    installed.advise("close", "1.0.0", RATES)
    assert cli.ok("outdated").out == f"close 1.0.0, {LINE}\n"
    (pack,) = cli.ok("outdated", "--json").document["packs"]
    assert pack["advisories"] == [RATES.as_dict()]


def test_info_shows_it_and_marks_the_version(cli: Cli, wrong: RegistrySimulator) -> None:
    told = cli.ok("info", "close").out
    assert "advisory    CTXA-7, high: Wrong VAT rates\n" in told
    assert f"what to do  {ADVICE}\n" in told
    assert "1.0.0 (advisory)" in told
    assert cli.ok("info", "close", "--json").document["versions"][0]["advisories"] == ["CTXA-7"]


@pytest.mark.parametrize(("advisory", "code"), [(RATES, 1), (TYPING, 0)])
def test_the_doctor_finds_a_severe_one_to_be_a_problem_and_a_mild_one_worth_knowing(
    cli: Cli, installed: RegistrySimulator, tmp_path: Path, advisory: AdvisoryEntry, code: int
) -> None:
    installed.advise("close", "1.0.0", advisory)
    result = cli("doctor")
    assert result.code == code
    assert f"[E_ADVISORY]: `close` 1.0.0 has the advisory {advisory.id}" in result.out


def test_what_was_said_last_is_known_without_a_network(cli: Cli, installed: RegistrySimulator) -> None:
    assert LINE not in cli.ok("list").err
    installed.advise("close", "1.0.0", RATES)
    cli.ok("outdated")
    assert "[E_ADVISORY]" in cli("doctor", "--offline").out
    warning = f"warning: close 1.0.0 has the {LINE}\nhint: {ADVICE}\n"
    assert warning in cli.ok("list").err
    assert warning in cli.ok("verify").err
    assert cli.ok("verify", "--json").document["advisories"] == {"close": [RATES.as_dict()]}
    assert cli.ok("list", "--json").document["packs"][0]["advisories"] == [RATES.as_dict()]


def test_a_withdrawn_one_is_forgotten_when_the_registry_is_asked_again(
    cli: Cli, installed: RegistrySimulator
) -> None:
    installed.advise("close", "1.0.0", RATES)
    cli("doctor")
    installed.advise("close", "1.0.0")
    cli.ok("outdated")
    assert LINE not in cli.ok("list").err


def test_a_mirror_in_a_folder_says_the_same(cli: Cli, registry: RegistrySimulator, tmp_path: Path) -> None:
    registry.publish("close", advisories=[RATES])
    mirror = registry.write_mirror(tmp_path / "mirror")
    assert cli("install", "close", "--registry", mirror, "--offline").code == 6


def test_hidden_characters_of_an_advisory_are_written_out(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", advisories=[TYPING._replace(title="red\x1b[31m\u202eno")])
    assert "\x1b[31m" not in (told := cli.ok("install", "close").err)
    assert "\u202e" not in told
