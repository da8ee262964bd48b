"""``ctxpack doctor``: each thing that can be wrong, put wrong for real, and what it says to do."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.registry_simulator import RegistrySimulator

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.installer_cli.conftest import Cli

SKILL = ".claude/skills/close/skills/close/SKILL.md"
RECEIPT = ".claude/.ctxpack/receipts/close.json"
JOURNAL = ".claude/.ctxpack/journal.json"


@pytest.fixture(autouse=True)
def user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the user's, with nothing in it."""
    folder = tmp_path / "user"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.delenv("CLAUDE_CONFIG_DIR", raising=False)
    return folder


@pytest.fixture
def packs(url: str, cli: Cli, registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", files={"memory/chart/accounts.md": "# Accounts\n"})
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\n"})
    cli.ok("install", "close")
    return registry


def test_a_sound_project_is_said_to_be_one(cli: Cli, packs: RegistrySimulator) -> None:
    before = cli.tree(state=True)
    result = cli.ok("doctor")
    assert (result.out, result.err) == ("", "Nothing is wrong\n")
    assert cli.ok("doctor", "--json").document["troubles"] == []
    assert cli.tree(state=True) == before


def test_an_empty_folder_is_well(cli: Cli) -> None:
    assert cli.ok("doctor").err == "Nothing is wrong\n"
    assert list(cli.project.iterdir()) == []


def write(path: str, text: str) -> Callable[[Cli, RegistrySimulator], None]:
    def change(cli: Cli, _: RegistrySimulator) -> None:
        cli.path(path).parent.mkdir(parents=True, exist_ok=True)
        cli.path(path).write_text(text)

    return change


def delete(path: str) -> Callable[[Cli, RegistrySimulator], None]:
    return lambda cli, _: cli.path(path).unlink()


def replace(path: str, old: str, new: str) -> Callable[[Cli, RegistrySimulator], None]:
    def change(cli: Cli, _: RegistrySimulator) -> None:
        text = cli.path(path).read_text()
        assert old in text
        cli.path(path).write_text(text.replace(old, new))

    return change


def plant_link(cli: Cli, _: RegistrySimulator) -> None:
    cli.path(".claude/skills").rename(cli.path("elsewhere"))
    cli.path(".claude/skills").symlink_to(cli.path("elsewhere"))


def yank(_: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "one\n"}, yanked="wrong rate")


def forge(_: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", requires={"ledger": ">=1"}, files={"notes.md": "two\n"})


def turn_off(cli: Cli, registry: RegistrySimulator) -> None:
    settings = {"enabledPlugins": {"close@skills-dir": False, "other@market": False}}
    write(".claude/settings.local.json", json.dumps(settings))(cli, registry)


UNFINISHED = '{"schema": 1, "run": "ab", "emptied": [], "moves": []}'

PROBLEMS = {
    "the project's file is broken": (write("ctxpack.toml", "[packs"), "E_PROJECT_FILE", "mend the line"),
    "the lockfile is broken": (write("ctxpack.lock", "lock = 0\n"), "E_LOCKFILE", "version control"),
    "a receipt is broken": (write(RECEIPT, "{"), "E_RECEIPT", "restore it"),
    "a history entry is broken": (
        write(".claude/.ctxpack/history/000001.json", "[]"), "E_HISTORY", "delete it",
    ),
    "a journal is broken": (write(JOURNAL, "{"), "E_JOURNAL", "move the file away"),
    "a run was interrupted": (write(JOURNAL, UNFINISHED), "E_UNFINISHED", "run `ctxpack verify`"),
    "a link is planted": (plant_link, "E_TARGET_LINK", "replace the link"),
    "a pin is missing": (
        replace("ctxpack.toml", "[packs]\n", '[packs]\nother = "*"\n'), "E_LOCK_STALE", "with `ctxpack lock`",
    ),
    "a receipt is missing": (delete(RECEIPT), "E_DRIFT", "with `ctxpack sync`"),
    "a file is missing": (
        delete(".claude/rules/ctxpack-ledger.md"), "E_MISSING", "with `ctxpack install`",
    ),
    "a skill is broken": (replace(SKILL, "---\n\n", "\n\n"), "E_AGENT_SKILL", "mend the lines at its top"),
    "the plugin is renamed": (
        write(".claude/skills/close/.claude-plugin/plugin.json", '{"name": "other"}'),
        "E_AGENT_MANIFEST",
        "delete the file and run `ctxpack install`",
    ),
    "a setting turns it off": (turn_off, "E_AGENT_DISABLED", "from `enabledPlugins`"),
    "its release was withdrawn": (yank, "E_YANKED", "ctxpack update close"),
    "its release was exchanged": (forge, "E_EXCHANGED", "ctxpack uninstall close"),
    "the registry's key is another": (
        lambda _, registry: registry.take_another_key(), "E_KEY_CHANGED", "ctxpack trust",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBLEMS)
def test_whatever_is_wrong_is_found_and_told_with_what_to_do(
    cli: Cli, packs: RegistrySimulator, name: str
) -> None:
    change, code, hint = PROBLEMS[name]
    change(cli, packs)
    before = cli.tree(state=True)
    result = cli("doctor", "--json")
    assert (result.code, result.document["error"]["code"]) == (1, "E_UNWELL")
    found = [row for row in result.document["troubles"] if row["code"] == code]
    assert found, result.document
    assert (found[0]["severity"], hint in found[0]["hint"]) == ("problem", True), found
    assert cli.tree(state=True) == before
    assert f"problem[{code}]: {found[0]['message']}\n  {found[0]['hint']}\n" in cli("doctor").out


def test_a_pack_that_misses_what_it_requires_would_not_load(cli: Cli, packs: RegistrySimulator) -> None:
    cli.path(".claude/.ctxpack/receipts/ledger.json").unlink()
    result = cli("doctor")
    assert "`close` does not load without `ledger`, which is not installed" in result.out
    assert (
        "`.claude/rules/ctxpack-ledger.md` loads memories of `ledger`, which is not installed" in result.out
    )


def test_an_edit_is_no_problem_and_a_conflict_is_one(cli: Cli, packs: RegistrySimulator) -> None:
    cli.path(".claude/skills/close/notes.md").write_text("mine\n")
    result = cli.ok("doctor")
    assert "note[E_EDITED]: 1 file changed since installation: .claude/skills/close/notes.md" in result.out
    assert "Worth knowing, and nothing is wrong" in result.err
    packs.publish("close", "1.1.0", requires={"ledger": ">=1"}, files={"notes.md": "theirs\n"})
    assert cli("update").code == 9
    result = cli("doctor")
    assert "problem[E_CONFLICT_EDITED]: `.claude/skills/close/notes.md` is in conflict" in result.out
    assert "then end it with `ctxpack resolve`" in result.out


@pytest.mark.parametrize(
    ("field", "day", "sentence"),
    [
        ("valid-until", "2026-01-31", "`close` 1.0.0 held until 2026-01-31"),
        ("valid-from", "2999-01-01", "`close` 1.0.0 holds from 2999-01-01 on"),
    ],
)
@pytest.mark.usefixtures("url")
def test_a_pack_out_of_its_time_is_told_here_and_in_the_list(
    cli: Cli, registry: RegistrySimulator, field: str, day: str, sentence: str
) -> None:
    manifest = [
        "schema = 1", 'name = "close"', 'version = "1.0.0"', 'summary = "The tax rates of one year."',
        'licence = "Apache-2.0"', 'authors = [{ name = "Ada Example" }]', f'{field} = "{day}"', "",
    ]  # fmt: skip
    registry.publish("close", files={"pack.toml": "\n".join(manifest)})
    cli.ok("install", "close")
    assert f"problem[E_EXPIRED]: {sentence}" in cli("doctor").out
    listed = cli.ok("list")
    assert listed.out == "close 1.0.0\n"
    assert f"warning: {sentence}\nhint: look for a newer one: `ctxpack update close`" in listed.err


@pytest.mark.usefixtures("url")
def test_values_that_a_pack_cannot_do_without_are_asked_for_until_they_are_given(
    cli: Cli, registry: RegistrySimulator
) -> None:
    inputs = [("company", "Name of the company", True), ("note", "Anything else", False)]
    declared = "".join(
        f'[[inputs]]\nkey = "{key}"\ntype = "string"\ntitle = "{title}"\nrequired = {str(needed).lower()}\n'
        for key, title, needed in inputs
    )
    head = 'schema = 1\nname = "close"\nversion = "1.0.0"\nsummary = "Close a month of the books."\n'
    registry.publish(
        "close",
        files={"pack.toml": f'{head}licence = "Apache-2.0"\nauthors = [{{ name = "Ada" }}]\n{declared}'},
    )
    cli.ok("install", "close")
    told = "`close` asks for what only you know, and has not been told: Name of the company"
    assert cli.ok("doctor").out == f"note[E_INPUT_UNGIVEN]: {told}\n  run `ctxpack configure close`\n"
    cli.ok("configure", "close", "--set", "company=Example Ltd")
    assert cli.ok("doctor").out == ""


def test_a_folder_that_the_agent_does_not_trust_is_told(
    cli: Cli, packs: RegistrySimulator, user: Path
) -> None:
    projects = {os.path.realpath(cli.project): {"hasTrustDialogAccepted": False}}
    (user / ".claude.json").write_text(json.dumps({"projects": projects}))
    assert (
        "note[E_AGENT_TRUST]: this folder is not one that Claude Code was told to trust"
        in cli.ok("doctor").out
    )
    projects[os.path.realpath(cli.project)]["hasTrustDialogAccepted"] = True
    (user / ".claude.json").write_text(json.dumps({"projects": projects}))
    assert cli.ok("doctor").out == ""


def test_a_setting_of_the_users_turns_a_pack_off_everywhere(
    cli: Cli, packs: RegistrySimulator, user: Path
) -> None:
    (user / ".claude").mkdir()
    settings = {"enabledPlugins": {"close@skills-dir": False}}
    (user / ".claude" / "settings.json").write_text(json.dumps(settings))
    assert "settings.json` turns `close@skills-dir` off" in cli("doctor").out


def test_a_registry_that_is_not_reached_is_worth_knowing(cli: Cli, packs: RegistrySimulator) -> None:
    shutil.rmtree(cli.home / "registries")
    assert "note[E_OFFLINE]" in cli.ok("doctor", "--offline").out
    assert "note[E_UNREACHABLE]" in cli.ok("doctor", "--registry", "http://127.0.0.1:9").out


def test_a_project_whose_registry_is_not_named_is_told_how_to_name_it(
    cli: Cli, packs: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CTXPACK_REGISTRY")
    replace("ctxpack.toml", "url = ", "# url = ")(cli, packs)
    assert "problem[E_NO_REGISTRY]" in cli("doctor").out


def test_packs_of_another_registry_are_told(cli: Cli, packs: RegistrySimulator) -> None:
    other = RegistrySimulator()
    other.key = packs.key
    other.root_keys, other.root_signers = packs.root_keys, packs.root_signers
    with other.serving() as url:
        assert f"`close` 1.0.0 is not in {url}" in cli.ok("doctor", "--registry", url).out


def test_a_folder_that_may_not_be_written_is_told(
    cli: Cli, packs: RegistrySimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: not path.endswith("/skills") and access(path, mode))
    assert "problem[E_PERMISSION]: `.claude/skills` cannot be written" in cli("doctor").out


def test_packs_that_contradict_each_other_are_named_with_their_files_and_lines(
    url: str, cli: Cli, registry: RegistrySimulator
) -> None:
    assert url
    for name, days in (("close", 30), ("audit", 45)):
        figures = {"constants": {"bank.item_max_age": {"value": days, "unit": "days"}}}
        text = f"| term | meaning |\n|---|---|\n| cut-off | day {days} |\n"
        files = {"memory/rules/constants.json": json.dumps(figures), "memory/rules/index.md": text}
        registry.publish(name, files=files)
    cli.ok("install", "close", "audit")
    result = cli.ok("doctor")
    place = ".claude/memory/{}/rules"
    for name, first, other, file, line in (
        ("bank.item_max_age", "45 days", "30 days", "constants.json", 1),
        ("cut-off", "day 45", "day 30", "index.md", 3),
    ):
        audit, close = (f"`{place.format(pack)}/{file}`, line {line}" for pack in ("audit", "close"))
        said = (
            f"two packs say different things of `{name}`: “{first}” in audit ({audit}) and “{other}” in close"
        )
        assert f"note[E_CONTRADICTION]: {said} ({close})" in result.out
    assert "Worth knowing, and nothing is wrong" in result.err
