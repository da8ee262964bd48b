"""``ctxpack update`` and ``ctxpack outdated``, from the command line down to the lockfile."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url", "packs")


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger")
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\ntwo\nthree\n"})
    registry.publish("other", requires={"ledger": ">=1"})
    return registry


def installed(cli: Cli) -> dict[str, str]:
    return {pack["name"]: pack["version"] for pack in cli.ok("list", "--json").document["packs"]}


def ago(days: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - days * 86400))


def test_one_pack_is_updated_and_the_others_stay(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close", "other")
    for name in ("close", "other", "ledger"):
        packs.publish(name, "1.1.0", requires={} if name == "ledger" else {"ledger": ">=1"})
    result = cli.ok("update", "close")
    assert "~ close 1.0.0 → 1.1.0" in result.err
    assert "Updated 1 pack in" in result.err
    assert installed(cli) == {"close": "1.1.0", "ledger": "1.0.0", "other": "1.0.0"}
    assert cli("verify").code == 0


def test_without_names_everything_is_updated_as_far_as_the_project_allows(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close")
    packs.publish("ledger", "2.0.0")
    packs.publish("close", "1.2.0", requires={"ledger": ">=1"})
    packs.publish("close", "2.0.0", requires={"ledger": ">=1"})
    cli.ok("update")
    assert installed(cli) == {"close": "1.2.0", "ledger": "2.0.0"}
    assert 'close = "^1.0"' in cli.path("ctxpack.toml").read_text()


def test_an_update_keeps_what_the_user_wrote_and_can_be_undone(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    notes = cli.path(".claude/skills/close/notes.md")
    notes.write_text("mine\none\ntwo\nthree\n")
    before = cli.tree()
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"}, files={"notes.md": "one\ntwo\nthree!\n"})
    cli.ok("update", "close")
    assert notes.read_text() == "mine\none\ntwo\nthree!\n"
    cli.ok("undo")
    assert cli.tree() == before


def test_new_powers_of_an_update_are_asked_for(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    before = cli.tree(state=True)
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"}, powers={"hooks": ["Stop: python check.py"]})
    result = cli("update", "--yes")
    assert result.code == 6
    assert f"ctxpack update --project {cli.project} --yes --allow hooks\n" in result.err
    assert cli.tree(state=True) == before
    cli.ok("update", "--allow", "hooks")
    assert installed(cli)["close"] == "1.1.0"


def test_a_dry_run_shows_the_way_and_goes_none_of_it(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    before = cli.tree(state=True)
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"})
    document = cli.ok("update", "--dry-run", "--json").document
    rows = {row["name"]: (row["action"], row["from"], row["to"]) for row in document["packs"]}
    assert rows == {"close": ("update", "1.0.0", "1.1.0"), "ledger": ("keep", "1.0.0", "1.0.0")}
    assert cli.tree(state=True) == before


def test_a_pack_that_is_not_here_cannot_be_updated(cli: Cli) -> None:
    cli.ok("install", "close")
    result = cli("update", "clsoe")
    assert result.code == 3
    assert "did you mean `close`?" in result.err


def test_a_release_younger_than_asked_for_is_not_taken(cli: Cli, packs: RegistrySimulator) -> None:
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"}, published_at=ago(days=10))
    packs.publish("close", "1.2.0", requires={"ledger": ">=1"}, published_at=ago(days=2))
    cli.ok("install", "close", "--min-age", "7")
    assert installed(cli)["close"] == "1.1.0"
    assert "close 1.1.0, newest is 1.2.0" in cli.ok("outdated", "--min-age", "7").out
    cli.ok("update", "--min-age", "1")
    assert installed(cli)["close"] == "1.2.0"
    cli.ok("install", "other", "--min-age", "7")
    assert installed(cli)["close"] == "1.2.0"


def test_the_age_can_be_set_for_every_run(
    cli: Cli, packs: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs.publish("close", "1.1.0", published_at=ago(days=1))
    monkeypatch.setenv("CTXPACK_MIN_AGE", "3")
    cli.ok("install", "close")
    assert installed(cli)["close"] == "1.0.0"
    result = cli("install", "close==1.1.0")
    assert result.code == 4
    assert "`close` has 1.0.0, 1.1.0 (too young), and none of them fits" in result.err
    monkeypatch.setenv("CTXPACK_MIN_AGE", "a week")
    assert "`CTXPACK_MIN_AGE` cannot be used like this: `a week` is not a number of days" in cli("update").err
    assert "`--min-age` cannot be used like this" in cli("update", "--min-age", "-1").err


def test_what_has_newer_releases_is_told_with_what_an_update_would_take(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close", "other")
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"})
    packs.publish("close", "2.0.0", requires={"ledger": ">=1"})
    packs.publish("ledger", "2.0.0a1")
    result = cli.ok("outdated", "--json")
    assert result.document["packs"] == [
        {
            "name": "close",
            "version": "1.0.0",
            "update": "1.1.0",
            "newest": "2.0.0",
            "shown": True,
            "yanked": None,
            "advisories": [],
        }
    ]
    assert cli.ok("outdated").out == "close 1.0.0, update to 1.1.0, newest is 2.0.0\n"


def test_a_yanked_pack_is_told_even_where_no_update_is_possible(cli: Cli, packs: RegistrySimulator) -> None:
    packs.publish("close")
    cli.ok("install", "close")
    packs.publish("close", yanked="wrong tax rate")
    assert "close 1.0.0, yanked: wrong tax rate" in cli.ok("outdated").out
    assert cli("update").code == 4
    packs.publish("close", "1.0.1")
    assert "close 1.0.0, update to 1.0.1, yanked: wrong tax rate" in cli.ok("outdated").out
    cli.ok("update")
    assert cli.ok("outdated").out == ""


@pytest.mark.usefixtures("packs")
def test_that_nothing_is_outdated_is_said(cli: Cli, registry: RegistrySimulator) -> None:
    assert "Nothing is locked here" in cli.ok("outdated").err
    assert registry.requests == []
    cli.ok("install", "close")
    result = cli.ok("outdated")
    assert (result.out, "Every pack is the newest that there is" in result.err) == ("", True)


def test_what_the_new_release_no_longer_requires_is_told(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0")
    assert "ledger 1.0.0, no longer required" in cli.ok("outdated").out
    cli.ok("update")
    assert installed(cli) == {"close": "1.1.0"}


def test_a_pack_that_the_registry_shows_no_more_stays_and_the_others_are_updated(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close", "other")
    for name in ("other", "ledger"):
        packs.publish(name, "1.1.0", requires={} if name == "ledger" else {"ledger": ">=1"})
    packs.remove("close")
    shown = cli("outdated")
    assert shown.code == 3
    assert "close 1.0.0, the registry does not show it any more" in shown.out
    assert "other 1.0.0, update to 1.1.0" in shown.out
    assert "error[E_PACK_GONE]" in shown.err
    told = cli("outdated", "--json")
    assert told.code == 3
    assert [pack["shown"] for pack in told.document["packs"]] == [False, True, True]
    updated = cli("update")
    assert (updated.code, "error[E_PACK_GONE]" in updated.err) == (3, True)
    assert installed(cli) == {"close": "1.0.0", "ledger": "1.1.0", "other": "1.1.0"}
    assert cli("sync --frozen").code == 0
    assert "close" in cli.path("ctxpack.toml").read_text()


def test_one_that_others_require_and_that_is_shown_no_more_holds_nothing_up(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"})
    packs.remove("ledger")
    assert cli("update").code == 3
    assert installed(cli) == {"close": "1.1.0", "ledger": "1.0.0"}


def test_a_wanted_pack_that_never_was_is_told_of_and_the_others_are_updated(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"})
    wanted = cli.path("ctxpack.toml")
    wanted.write_text(wanted.read_text().replace("[packs]\n", '[packs]\nabsent = "*"\nnowhere = "*"\n'))
    updated = cli("update")
    assert updated.code == 3
    assert "error[E_PACK_UNKNOWN]: there is no pack `absent`" in updated.err
    assert "warning: there is no pack `nowhere`" in updated.err
    assert installed(cli)["close"] == "1.1.0"


def test_who_names_packs_hears_of_a_lost_one_and_fails_only_where_it_is_named(
    cli: Cli, packs: RegistrySimulator
) -> None:
    cli.ok("install", "close", "other")
    packs.publish("other", "1.1.0", requires={"ledger": ">=1"})
    packs.remove("close")
    assert cli("update", "close").code == 3
    assert "warning: " in cli.ok("update", "other").err
    assert installed(cli)["other"] == "1.1.0"


def test_what_an_undo_puts_back_is_not_called_an_update(cli: Cli, packs: RegistrySimulator) -> None:
    cli.ok("install", "close")
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"})
    cli.ok("update")
    undone = cli.ok("undo").err
    assert "Put back 1 pack in" in undone
    assert "Updated" not in undone


def test_who_asks_about_a_pack_hears_where_it_says_what_it_is_not_for(cli: Cli) -> None:
    assert (
        "What it is not for, its parts, what the checks found: `ctxpack info close --page`"
        in cli.ok("info", "close").err
    )
