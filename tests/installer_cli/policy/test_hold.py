"""Whatever changes a project's packs is held against the policies, whole, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("packs")
NO_LEDGER = '[deny]\nledger = "not reviewed yet"\n'


@pytest.fixture
def packs(url: str, registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"})
    registry.publish("house-rules", "1.0.0")
    registry.publish("house-rules", "2.0.0", files={"notes.md": "two\n"})
    return registry


def order(cli: Cli, text: str) -> None:
    """Write the project's policy."""
    cli.path("ctxpack-policy.toml").write_text(f"policy = 1\n{text}")


def test_a_pack_is_refused_with_who_brings_it_why_and_which_line_says_so(
    cli: Cli, packs: RegistrySimulator
) -> None:
    order(cli, 'contact = "ask packs@example.org"\n' + NO_LEDGER)
    before = cli.tree(state=True)
    result = cli("install", "close", "--yes")
    assert result.code == 8
    assert result.err == (
        "error[E_POLICY_REFUSED]: this is not allowed by `ctxpack-policy.toml`, so nothing was changed\n"
        "  `ledger` 1.0.0, which `close` requires, is denied: not reviewed yet "
        "(ctxpack-policy.toml, `[deny] ledger`)\n"
        "hint: ask packs@example.org; leave it out, or take a version that is allowed, with `ctxpack update` "
        "or by its number, `NAME@1.2.1`; `ctxpack policy` shows what holds here\n"
    )
    assert {path for path in cli.tree(state=True) if "lock" not in path} == set(before)
    assert not any(request.startswith("GET /archives") for request in packs.requests)


def test_info_tells_beforehand_what_would_be_refused_and_no_more(cli: Cli, packs: RegistrySimulator) -> None:
    packs.publish("ledger", "1.1.0", files={"notes.md": "newer\n"})
    order(cli, NO_LEDGER)
    line = "(ctxpack-policy.toml, `[deny] ledger`)"
    told = f"`ledger` 1.1.0, which `close` requires, is denied: not reviewed yet {line}"
    assert f"  policy     {told}\n" in cli.ok("info", "close").out
    assert told in cli("install", "close").err
    order(cli, '[deny]\nledger = {versions = ">=1.1", reason = "not reviewed yet"}\n')
    assert cli.ok("info", "close", "--json").document["refused"] == []
    cli.ok("install", "close", "--yes")


def test_all_packs_that_bring_it_are_named(cli: Cli, packs: RegistrySimulator) -> None:
    packs.publish("payroll", requires={"ledger": ">=1"})
    order(cli, NO_LEDGER)
    told = "  `ledger` 1.0.0, which `close` and `payroll` require, is denied: "
    assert told in cli("install", "payroll", "close").err


def test_every_pack_that_is_refused_is_named_to_programs(cli: Cli) -> None:
    order(cli, '[allow]\n"house-*" = "*"\n')
    error = cli("install", "close", "--json").document["error"]
    assert error["family"] == "permission"
    assert [(row["subject"], row["status"]) for row in error["data"]["refused"]] == [
        ("close", "not-listed"),
        ("ledger", "not-listed"),
    ]


def test_a_dry_run_is_refused_too(cli: Cli) -> None:
    order(cli, NO_LEDGER)
    assert cli("install", "close", "--dry-run").code == 8


@pytest.mark.parametrize(
    "argv", [("install",), ("install", "close"), ("update",), ("sync",), ("sync", "--frozen"), ("lock",)]
)
def test_what_is_denied_later_stops_every_command_that_would_have_it_stay(
    cli: Cli, argv: tuple[str, ...]
) -> None:
    cli.ok("install", "close")
    cli.ok("install", "close")
    order(cli, NO_LEDGER)
    before = cli.tree(state=True)
    result = cli(*argv)
    assert result.code == 8
    assert "`ledger` 1.0.0, which `close` requires, is denied" in result.err
    assert cli.tree(state=True) == before


def test_what_is_denied_can_always_be_taken_out_and_no_way_back_brings_it_again(cli: Cli) -> None:
    cli.ok("install", "close")
    cli.ok("install", "house-rules")
    order(cli, NO_LEDGER)
    cli.ok("undo", "--yes")
    cli.ok("uninstall", "close", "--yes")
    before = cli.tree(state=True)
    assert cli("undo", "--yes").code == 8
    assert cli("rollback", "1", "--yes").code == 8
    assert cli.tree(state=True) == before


def test_an_install_brings_what_is_required_and_notes_it_as_wanted(cli: Cli) -> None:
    order(cli, '[require]\nhouse-rules = "^1"\n')
    assert "house-rules comes too: ctxpack-policy.toml requires it\n" in cli.ok("install", "ledger").err
    assert 'house-rules = ">=1.0.0,<2.0.0"\n' in cli.path("ctxpack.toml").read_text()
    (version,) = [
        row["version"] for row in cli.ok("list", "--json").document["packs"] if row["name"] != "ledger"
    ]
    assert version == "1.0.0"


@pytest.mark.parametrize(
    ("installed", "argv"),
    [
        ("house-rules", ("uninstall", "house-rules", "--yes")),
        ("house-rules", ("undo", "--yes")),
        ("ledger", ("sync",)),
        ("ledger", ("sync", "--frozen")),
        ("ledger", ("lock", "--check")),
        ("ledger", ("update",)),
    ],
)
def test_what_is_required_cannot_be_taken_out_and_is_asked_of_a_lockfile_too(
    cli: Cli, installed: str, argv: tuple[str, ...]
) -> None:
    cli.ok("install", installed)
    order(cli, '[require]\nhouse-rules = "*"\n')
    result = cli(*argv)
    assert result.code == 8
    assert "`house-rules` has to be here, and is not" in result.err
    assert "hint: `ctxpack install` brings what has to be here; " in result.err


def test_a_version_that_is_not_the_required_one_is_refused_with_the_command_that_mends_it(cli: Cli) -> None:
    cli.ok("install", "house-rules@1.0.0")
    order(cli, '[require]\nhouse-rules = "^2"\n')
    result = cli("install")
    assert "`house-rules` has to be here in ^2, and not 1.0.0" in result.err
    assert "hint: `ctxpack install 'house-rules^2'`; " in result.err
    cli.ok("install", "house-rules^2")


def test_of_what_is_required_a_part_is_not_enough(cli: Cli) -> None:
    order(cli, '[require]\nhouse-rules = "*"\n')
    result = cli("install", "house-rules", "--only", "skill:house-rules")
    assert result.code == 8
    assert "`house-rules` has to be here whole, and not in part" in result.err


def test_the_newest_version_that_is_allowed_is_chosen(cli: Cli) -> None:
    order(cli, '[deny]\nhouse-rules = {versions = ">=2", reason = "not yet"}\n')
    cli.ok("install", "house-rules>=1")
    assert '"version": "1.0.0"' in cli.ok("list", "--json").out
    assert cli.ok("outdated", "--json").document["packs"][0]["update"] == "1.0.0"
    cli.path("ctxpack-policy.toml").unlink()
    cli.ok("update")
    assert '"version": "2.0.0"' in cli.ok("list", "--json").out
    order(cli, '[deny]\nhouse-rules = {versions = ">=2", reason = "not yet"}\n')
    cli.ok("update")
    assert '"version": "1.0.0"' in cli.ok("list", "--json").out


def test_an_older_version_is_taken_where_only_that_can_do_with_what_is_allowed(
    cli: Cli, packs: RegistrySimulator
) -> None:
    packs.publish("ledger", "2.0.0", files={"notes.md": "two\n"})
    packs.publish("close", "2.0.0", requires={"ledger": ">=2"}, files={"notes.md": "two\n"})
    order(cli, '[deny]\nledger = {versions = ">=2", reason = "not yet"}\n')
    cli.ok("install", "close>=1")
    document = cli.ok("policy", "--json").document
    assert [(row["name"], row["version"]) for row in document["packs"]] == [
        ("close", "1.0.0"),
        ("ledger", "1.0.0"),
    ]
    result = cli("install", "close>=2")
    assert (result.code, "`ledger` 2.0.0, which `close` requires, is denied: not yet" in result.err) == (
        8,
        True,
    )


def test_requirements_that_clash_without_any_policy_are_told_as_such(cli: Cli) -> None:
    order(cli, NO_LEDGER)
    assert "error[E_CONFLICT]" in cli("install", "close>=7").err


def test_packs_come_from_no_registry_but_those_that_are_named(cli: Cli, url: str) -> None:
    order(cli, 'registries = ["https://packs.example.org"]\n')
    result = cli("install", "ledger")
    assert result.code == 8
    assert f"packs may not come from {url}, only from https://packs.example.org" in result.err
    order(cli, f'registries = ["{url}/"]\n')
    cli.ok("install", "ledger")


def test_a_policy_that_cannot_be_read_stops_what_would_change_the_packs(cli: Cli) -> None:
    cli.ok("install", "ledger")
    order(cli, "[dney]\n")
    for argv in (
        ("install",),
        ("update",),
        ("sync",),
        ("lock",),
        ("uninstall", "ledger", "--yes"),
        ("undo", "--yes"),
    ):
        result = cli(*argv)
        assert (result.code, "a policy has no `dney`" in result.err) == (2, True)
    cli.ok("list")
    cli.ok("verify")


def test_a_policy_of_the_environment_adds_to_the_projects(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = cli.home.parent / "company.toml"
    outside.write_text(f"policy = 1\n{NO_LEDGER}")
    monkeypatch.setenv("CTXPACK_POLICY", str(outside))
    order(cli, '[allow]\n"*" = "*"\n')
    assert f"({outside}, `[deny] ledger`)" in cli("install", "close").err
