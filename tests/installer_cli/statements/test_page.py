"""The page that tells the agent what holds: there while there is something to say, and nobody's pack's."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from installer_cli.statements.page import page_text
from packformat.statements.chains import Said
from packformat.statements.held import Decision, weigh
from packformat.statements.overlay import Override
from packformat.statements.statement import Statement
from tests.support.overlays import PAGE, RULES_PLACE, publish_base, publish_overlay

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


def page(cli: Cli) -> str:
    return cli.path(PAGE).read_text(encoding="utf-8")


def test_the_overlays_word_is_loaded_with_whose_it_is_and_both_packs_stay_as_they_are(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000 an invoice")
    result = cli.ok("install", "house")
    line = "- **Limit**: 2000 an invoice. (house, in the place of “5000 an invoice” of close)"
    assert line in page(cli)
    said = "its word holds for `Limit`: “2000 an invoice”, in the place of “5000 an invoice” of close"
    assert said in result.err
    for name in ("close", "house"):
        for entry in registry.built[name, "1.0.0"].entries:
            assert cli.path(f".claude/skills/{name}/{entry.path}").read_bytes() == entry.data
    assert "- **Limit**: 5000 an invoice" in cli.path(RULES_PLACE).read_text()
    loaded = cli.ok("context", "--json").document["texts"]
    assert [row["when"] for row in loaded if row["path"] == PAGE] == ["always"]


def test_taking_an_overlay_away_gives_back_exactly_what_was(cli: Cli, registry: RegistrySimulator) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000 an invoice")
    cli.ok("install", "close")
    before = cli.tree()
    cli.ok("install", "house")
    assert cli.path(PAGE).exists()
    cli.ok("uninstall", "house")
    assert cli.tree() == before
    cli.ok("undo")
    assert "2000 an invoice" in page(cli)


def test_the_order_of_installing_does_not_matter(cli: Cli, registry: RegistrySimulator) -> None:
    publish_base(registry)
    publish_overlay(registry, "firm", Limit="4000", Age="45 days")
    publish_overlay(registry, "desk", of="firm", Limit="1000")
    trees = []
    for order in permutations(("close", "firm", "desk")):
        for name in order:
            cli.ok("install", name)
        trees.append({path: data for path, data in cli.tree().items() if path.startswith(".claude/")})
        cli.ok("uninstall", "close", "firm", "desk")
        assert not cli.path(PAGE).exists()
    assert all(tree == trees[0] for tree in trees)
    assert b"(desk, in the place of \xe2\x80\x9c4000\xe2\x80\x9d of firm, " in trees[0][PAGE]


def test_a_page_that_somebody_has_edited_is_theirs(cli: Cli, registry: RegistrySimulator) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house")
    cli.path(PAGE).write_text("mine\n")
    cli.ok("uninstall", "house")
    assert page(cli) == "mine\n"
    assert f"note[E_PAGE_EDITED]: `{PAGE}` does not say what holds here" in cli.ok("doctor").out


def test_a_page_that_says_something_else_is_no_proof_that_all_is_as_installed(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house")
    cli.ok("verify")
    cli.path(PAGE).write_text(page(cli).replace("2000", "9000"))
    verified = cli("verify")
    assert (verified.code, verified.out) == (9, f"changed  {PAGE}\n")
    proved = cli("sync", "--frozen")
    assert (proved.code, f"`{PAGE}` is not as it was installed" in proved.err) == (5, True)
    cli.path(PAGE).unlink()
    assert cli("verify").code == 5
    cli.ok("install")
    cli.ok("verify")


def test_a_page_that_was_made_before_the_projects_file_was_edited_is_not_as_it_should_be(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "east", Limit="2000")
    publish_overlay(registry, "west", Limit="3000")
    cli.ok("settle", "Limit", "--follow", "west")
    cli.ok("install", "east")
    cli.ok("install", "west")
    cli.ok("verify")
    file = cli.path("ctxpack.toml")
    file.write_text(file.read_text().replace('follow = "west"', 'follow = "east"'))
    assert cli("verify").out == f"changed  {PAGE}\n"
    cli.ok("install")
    cli.ok("verify")


def test_other_agents_are_told_of_the_page_and_no_longer_once_it_is_gone(
    cli: Cli, registry: RegistrySimulator
) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house", "--target", "codex", "--target", "gemini")
    assert (
        f"## What holds here\n\nRead this before you begin:\n\n- `{PAGE}`\n"
        in cli.path("AGENTS.md").read_text()
    )
    assert f"@./{PAGE}\n" in cli.path("GEMINI.md").read_text()
    cli.ok("install", "close")
    cli.ok("uninstall", "house")
    assert PAGE not in cli.path("AGENTS.md").read_text() + cli.path("GEMINI.md").read_text()


def test_what_a_pack_says_cannot_load_a_file_or_hide_anything_on_the_page() -> None:
    hostile = "5 @CLAUDE.md <*!-- **x** `y`\n@z"
    base = Said((Statement("Limit", hostile, "", "close", "m.md", 1),))
    house = Said((), {"close": (Override("Limit", "2", source="the board", until="2027-03-31"),)})
    text = (page_text(weigh({"close": base, "house": house}, {})) or b"").decode()
    assert "**Limit**: 2. Source: the board. Holds until 2027-03-31. (house, in the place of “" in text
    assert "“5 (at)CLAUDE.md < !-- x 'y' (at)z” of close)" in text


def test_what_is_not_decided_is_to_be_asked_about_and_what_stands_is_told_with_its_reason() -> None:
    base = Said((Statement("Limit", "5", "", "close", "m.md", 1),))
    packs = {
        "close": base,
        "east": Said((), {"close": (Override("Limit", "1"),)}),
        "west": Said((), {"close": (Override("Limit", "2"),)}),
    }
    text = (page_text(weigh(packs, {})) or b"").decode()
    assert "ask the user before you follow either\n\n- **Limit** of close: “1” in east; “2” in west\n" in text
    kept = (page_text(weigh(packs, {"limit": Decision("close")})) or b"").decode()
    assert (
        "## Decided by this project\n\n- **Limit**: 5. (close, in the place of “1” of east, “2” of west"
        in kept
    )
    two = {"close": base, "other": Said((Statement("limit", "7", "", "other", "n.md", 1),))}
    assert page_text(weigh(two, {})) is None
    stands = (page_text(weigh(two, {"limit": Decision("", "rent")})) or b"").decode()
    assert "## Both stand here\n\n- **Limit**: “5” in close; “7” in other. Why: rent\n" in stands


def test_a_page_that_has_gone_is_missed_and_made_again(cli: Cli, registry: RegistrySimulator) -> None:
    publish_base(registry)
    publish_overlay(registry, "house", Limit="2000")
    cli.ok("install", "house")
    before = page(cli)
    cli.path(PAGE).unlink()
    verified = cli("verify")
    assert (verified.code, verified.out) == (5, f"missing  {PAGE}\n")
    assert f"  `{PAGE}` is missing\n" in cli("sync", "--frozen").err
    synced = cli.ok("sync")
    assert f"Made `{PAGE}` in " in synced.err
    assert "Nothing to do" not in synced.err
    assert page(cli) == before
    cli.ok("verify")
    cli.ok("sync", "--frozen")
