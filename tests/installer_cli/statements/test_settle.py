"""Overlays that part: refused by name, decided by the project, and never by order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.overlays import PAGE, publish_base, publish_overlay

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


@pytest.fixture
def parted(registry: RegistrySimulator) -> RegistrySimulator:
    publish_base(registry)
    publish_overlay(registry, "east", Limit="1000")
    publish_overlay(registry, "west", Limit="2000")
    return registry


@pytest.mark.usefixtures("parted")
def test_two_overlays_of_one_statement_are_refused_with_how_to_decide(cli: Cli) -> None:
    cli.ok("install", "east")
    before = cli.tree()
    result = cli("install", "west")
    assert result.code == 4
    assert "error[E_CONFLICT_OVERLAYS]" in result.err
    said = "`Limit` of `close` is overridden differently by `east` (“1000”) and `west` (“2000”)"
    assert said in result.err
    assert '`east`, `west` or `close`: `ctxpack settle "Limit" --follow PACK`' in result.err
    assert cli.tree() == before


@pytest.mark.usefixtures("parted")
@pytest.mark.parametrize(
    ("follow", "value"), [("east", "1000"), ("west", "2000"), ("close", "5000 an invoice")]
)
def test_the_project_decides_and_each_order_gives_the_same(cli: Cli, follow: str, value: str) -> None:
    pages = []
    for order in (("east", "west"), ("west", "east")):
        cli.ok("settle", "limit", "--follow", follow, "--reason", "Our board")
        for name in order:
            cli.ok("install", name)
        pages.append(cli.path(PAGE).read_bytes())
        cli.ok("uninstall", "east", "west")
    assert pages[0] == pages[1]
    assert f"- **Limit**: {value}. ({follow}, in the place of ".encode() in pages[0]
    assert b"as this project decided" in pages[0]
    assert 'limit = {follow = "' in cli.path("ctxpack.toml").read_text()


@pytest.mark.usefixtures("parted")
def test_uninstalling_one_of_the_two_ends_it_and_the_decision_is_said_to_be_idle(cli: Cli) -> None:
    cli.ok("settle", "Limit", "--follow", "west")
    cli.ok("install", "east", "west")
    cli.ok("uninstall", "west")
    assert "**Limit**: 1000. (east," in cli.path(PAGE).read_text()
    assert "E_SETTLED_IDLE" in cli.ok("doctor").out
    cli.ok("settle", "LIMIT", "--undo")
    assert "E_SETTLED_IDLE" not in cli.ok("doctor").out
    assert "imit =" not in cli.path("ctxpack.toml").read_text()


@pytest.mark.usefixtures("parted")
def test_what_was_decided_and_taken_back_again_is_a_problem_that_doctor_names(cli: Cli) -> None:
    cli.ok("settle", "Limit", "--follow", "west")
    cli.ok("install", "east", "west")
    result = cli.ok("settle", "Limit", "--undo")
    assert "“5000 an invoice”  close\n" in result.out
    assert "ask the user before you follow either" in cli.path(PAGE).read_text()
    assert "problem[E_CONFLICT_OVERLAYS]" in cli("doctor").out
    assert "is overridden differently by" in cli.ok("list").err
    cli.ok("undo")
    assert "**Limit**: 2000. (west" in cli.path(PAGE).read_text()


def test_packs_that_extend_each_other_are_refused_as_a_ring(cli: Cli, registry: RegistrySimulator) -> None:
    publish_overlay(registry, "one", of="two", Limit="1")
    publish_overlay(registry, "two", of="one", Limit="2")
    result = cli("install", "one")
    assert result.code == 4
    assert "packs extend each other in a ring, so none stands above the others: one → two → one" in result.err
    assert not cli.path(".claude").exists()


def test_an_update_that_takes_the_statement_away_is_told_and_nothing_is_lost(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000", Age="10 days | 30 days")
    cli.ok("install", "house")
    publish_base(registry, "1.1.0", Age="60 days")
    result = cli.ok("update")
    gone = "`house` overrides `Limit` of `close`, which does not state it: the word of `house` is loaded"
    moved = "which said “30 days” when it was written and says “60 days” now"
    assert gone in result.err
    assert moved in result.err
    assert "**Limit**: 2000" in cli.path(".claude/memory/house/overrides/overrides.md").read_text()
    assert "Limit" not in cli.path(PAGE).read_text()
    told = cli.ok("doctor").out
    assert "note[E_OVERLAY_MISSED]" in told
    assert "note[E_OVERLAY_MOVED]" in told


def test_an_overlay_brings_what_it_extends_and_asks_for_no_power(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    plan = cli.ok("install", "house", "--dry-run", "--json").document["packs"]
    assert {row["name"]: row["powers"] for row in plan} == {"close": [], "house": []}
    cli.ok("install", "house")
    assert cli("uninstall", "close").code == 4
    assert cli("why", "close").out.startswith("this project wants `house`")
    base = ".claude/skills/close/"
    assert any(path.startswith(base) for path in cli.tree())


def test_what_two_packs_say_differently_is_named_by_the_plan_and_may_be_left_standing_with_a_reason(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry, Limit="5000")
    publish_base(registry, name="audit", Limit="7000")
    cli.ok("install", "close")
    place = "(`.claude/memory/{}/rules/index.md`, line 3)"
    said = f"`Limit` is “7000” in audit {place.format('audit')} and “5000” in close {place.format('close')}"
    result = cli.ok("install", "audit", "--dry-run", "--json")
    assert said in result.document["packs"][0]["statements"][0]
    assert said in cli.ok("install", "audit").err
    assert said in cli.ok("list").err
    assert cli.ok("list", "--json").document["parted"] == [said]
    assert "note[E_CONTRADICTION]" in cli.ok("doctor").out
    cli.ok("settle", "Limit", "--reason", "One is for rent")
    assert cli.ok("doctor").err == "Nothing is wrong\n"
    assert cli.ok("list").err == ""
    assert "Why: One is for rent" in cli.path(PAGE).read_text()
    assert 'Limit = {reason = "One is for rent"}' in cli.path("ctxpack.toml").read_text()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("settle", "Limit"), "E_USAGE_MISSING"),
        (("settle", "Limit", "--reason", " "), "E_USAGE_MISSING"),
        (("settle", "Limit", "--follow", "No Pack"), "E_NAME"),
    ],
)
def test_what_decides_nothing_is_refused(cli: Cli, words: tuple[str, ...], code: str) -> None:
    result = cli(*words)
    assert result.code != 0
    assert f"error[{code}]" in result.err
    assert list(cli.project.iterdir()) == []


def test_in_a_project_that_is_not_installed_yet_only_the_decision_is_written(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house")
    lock = cli.path("ctxpack.lock").read_bytes()
    cli.ok("uninstall", "house")
    cli.path("ctxpack.lock").write_bytes(lock)
    result = cli.ok("settle", "Limit", "--follow", "close")
    assert "Noted; `ctxpack install` brings the packs here to what it says" in result.err
    assert cli.path("ctxpack.lock").read_bytes() == lock


def test_what_nobody_parts_over_is_noted_with_a_word(cli: Cli, registry: RegistrySimulator) -> None:
    publish_base(registry)
    cli.ok("install", "close")
    assert "part over `Limit`" in cli.ok("settle", "Limit", "--follow", "close").err
