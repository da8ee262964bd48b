"""Packs that are taken in part: what is chosen, installed, kept right, widened and taken out again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

PAGE = "---\nname: {name}\ndescription: Use {name}.\n---\n\n{text}\n"
FILES = {
    "skills/bank-rec/SKILL.md": PAGE.format(name="bank-rec", text="Run ${CLAUDE_PLUGIN_ROOT}/scripts/rec.py"),
    "skills/flux/SKILL.md": PAGE.format(name="flux", text="Follow the skill `bank-rec`, as ledger says."),
    "scripts/rec.py": "print('rec')\n",
    "agents/reader.md": PAGE.format(name="reader", text="Read."),
    "commands/start.md": PAGE.format(name="start", text="Ask the agent reader.").replace(
        "description", "allowed-tools: Bash(ls:*)\ndescription"
    ),
    "memory/facts/facts.md": "# Facts\n",
    "hooks/hooks.json": json.dumps(
        {"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "echo"}]}]}}
    ),
}
WHOLE_POWERS = {"hooks": ["Stop: echo"], "tools": ["Bash(ls:*)"]}
FOLDER = ".claude/skills/close/"
ALWAYS = {".claude-plugin/plugin.json", "pack.toml"}


@pytest.fixture
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger")
    registry.publish(
        "close",
        requires={"ledger": ">=1"},
        files=FILES,
        powers=WHOLE_POWERS,
        tokens={"always": 999, "on_use": 999},
    )
    return registry


def take(cli: Cli, *labels: str, more: tuple[str, ...] = ("--allow", "all")) -> str:
    return cli.ok("install", "close", *(word for label in labels for word in ("--only", label)), *more).err


def placed(cli: Cli) -> set[str]:
    """The files of `close` that are in place, by their paths in the pack."""
    return {path.removeprefix(FOLDER) for path in cli.tree() if path.startswith(FOLDER)} - ALWAYS


def line_of(cli: Cli, file: str, name: str = "close") -> str:
    lines = cli.path(file).read_text().splitlines()
    return next((line for line in lines if line.startswith(f"{name} = ")), "")


def test_a_part_comes_with_what_it_mentions_and_without_the_rest(cli: Cli, packs: RegistrySimulator) -> None:
    said = take(cli, "skill:bank-rec", more=())
    assert placed(cli) == {"skills/bank-rec/SKILL.md", "scripts/rec.py"}
    assert not cli.path(".claude/skills/ledger").exists()
    assert "only skill:bank-rec\n" in said
    assert "with what it mentions: scripts/\n" in said
    assert "left out: 2 skills, 1 agent, 1 command, 1 hook, 1 memory\n" in said
    assert "not needed for it: ledger\n" in said
    assert "999" not in said
    assert packs.built["close", "1.0.0"].digest in line_of(cli, "ctxpack.lock")


def test_the_choice_is_noted_in_the_projects_file_and_in_the_lockfile(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "skill:bank-rec")
    assert line_of(cli, "ctxpack.toml") == 'close = {version = "^1.0", only = ["skill:bank-rec"]}'
    assert 'requires = [], only = ["skill:bank-rec"]}' in line_of(cli, "ctxpack.lock")


def test_a_required_pack_comes_whole_where_the_part_needs_it(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:flux")
    assert placed(cli) == {"skills/flux/SKILL.md", "skills/bank-rec/SKILL.md", "scripts/rec.py"}
    assert cli.path(".claude/skills/ledger/skills/ledger/SKILL.md").exists()
    plugin = json.loads(cli.path(f"{FOLDER}.claude-plugin/plugin.json").read_text())
    assert [one["name"] for one in plugin["dependencies"]] == ["ledger"]
    assert cli.ok("why", "ledger").out.startswith("this project wants skill:flux of `close` >=1.0.0,<2.0.0\n")


def test_every_command_agrees_that_the_part_is_all_that_is_wanted(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:bank-rec")
    before = cli.tree()
    assert cli.ok("list").out == "close 1.0.0  (only skill:bank-rec)\n"
    assert cli.ok("why", "close").out == "this project wants skill:bank-rec of `close` >=1.0.0,<2.0.0\n"
    for argv in (
        ("sync", "--frozen"),
        ("verify",),
        ("lock", "--check"),
        ("lock",),
        ("sync",),
        ("update",),
        ("install",),
    ):
        cli.ok(*argv)
    assert cli.ok("outdated").out == ""
    assert "E_DRIFT" not in cli("doctor", "--offline").out
    assert cli.ok("diff").out == ""
    assert cli.tree() == before
    document = cli.ok("export").document
    assert {"name": "ctxpack:only", "value": "skill:bank-rec"} in document["components"][0]["properties"]
    assert "the whole of close" in cli.ok("export", "--format", "requirements").err


def test_only_the_powers_of_the_part_are_asked_for_and_those_of_another_when_it_comes(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "agent:reader", more=())
    refused = cli("install", "close", "--only", "command:start")
    assert (refused.code, "Bash(ls:*)" in refused.err, "Stop" in refused.err) == (6, True, False)
    take(cli, "command:start", more=("--allow", "tools"))
    assert "error[E_CONSENT]" in cli("install", "close").err
    take(cli, more=("--allow", "hooks"))
    assert len(placed(cli)) == len(FILES) + 1


def test_a_lockfile_that_somebody_widened_asks_for_the_powers_that_come_with_it(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "agent:reader", "command:start")
    widened = {name: cli.path(name).read_bytes() for name in ("ctxpack.toml", "ctxpack.lock")}
    cli.ok("undo")
    take(cli, "agent:reader", more=())
    for name, data in widened.items():
        cli.path(name).write_bytes(data)
    assert "error[E_DRIFT]" in cli("sync", "--frozen").err
    assert "error[E_CONSENT]" in cli("sync").err
    cli.ok("sync", "--allow", "tools")
    cli.ok("sync", "--frozen")


def test_a_projects_file_that_wants_another_part_makes_the_lockfile_stale(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "skill:bank-rec")
    file = cli.path("ctxpack.toml")
    file.write_text(file.read_text().replace("skill:bank-rec", "agent:reader"))
    refused = cli("sync", "--frozen")
    assert "`agent:reader` of `close` is wanted, and `skill:bank-rec` is locked" in refused.err
    cli.ok("lock")
    cli.ok("sync")
    assert placed(cli) == {"agents/reader.md"}


@pytest.mark.parametrize("backwards", [False, True])
def test_parts_that_two_branches_took_are_both_there_once_the_merged_line_is_mended(
    cli: Cli, packs: RegistrySimulator, *, backwards: bool
) -> None:
    take(cli, "agent:reader")
    sides = [(line_of(cli, "ctxpack.toml"), line_of(cli, "ctxpack.lock"))]
    cli.ok("uninstall", "close")
    take(cli, "skill:flux")
    wanted, locked = line_of(cli, "ctxpack.toml"), line_of(cli, "ctxpack.lock")
    sides = [*sides, (wanted, locked)][:: -1 if backwards else 1]
    for path, own, at in (("ctxpack.toml", wanted, 0), ("ctxpack.lock", locked, 1)):
        file = cli.path(path)
        file.write_text(file.read_text().replace(own, "\n".join(side[at] for side in sides)))
    refused = cli("sync")
    assert (refused.code, "lines 4 and 5 both say `close`: keep one" in refused.err) == (2, True)
    file = cli.path("ctxpack.toml")
    both = wanted.replace('"skill:flux"', '"agent:reader", "skill:flux"')
    file.write_text(file.read_text().replace("\n".join(side[0] for side in sides), both))
    cli.ok("sync")
    cli.ok("sync", "--frozen")
    assert placed(cli) >= {"agents/reader.md", "skills/flux/SKILL.md"}
    assert line_of(cli, "ctxpack.lock") == locked.replace('["skill:flux"]', '["agent:reader", "skill:flux"]')


def test_installing_adds_and_takes_nothing_away(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:bank-rec")
    take(cli, "agent:reader")
    assert 'only = ["agent:reader", "skill:bank-rec"]' in line_of(cli, "ctxpack.toml")
    take(cli)
    assert line_of(cli, "ctxpack.toml") == 'close = "^1.0"'
    whole = cli.tree()
    assert "close is wanted whole" in take(cli, "agent:reader")
    assert cli.tree() == whole


def test_the_whole_pack_is_brought_although_nothing_of_the_part_has_changed(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "skill:bank-rec")
    for _ in range(3):  # the last of these sees at a glance that there is nothing to do
        cli.ok("install")
    take(cli)
    assert "agents/reader.md" in placed(cli)


def test_a_part_can_be_given_up_and_the_last_takes_the_pack_with_it(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "skill:flux")
    take(cli, "agent:reader", "memory:facts")
    cli.ok("uninstall", "close", "--only", "skill:flux")
    assert placed(cli) == {"agents/reader.md", "memory/facts/facts.md"}
    assert not cli.path(".claude/skills/ledger").exists()
    assert cli.path(".claude/rules/ctxpack-close.md").exists()
    cli.ok("undo")
    assert "skills/flux/SKILL.md" in placed(cli)
    assert cli.path(".claude/skills/ledger").exists()
    cli.ok("sync", "--frozen")
    cli.ok("uninstall", "close", "--only", "skill:flux,agent:reader,memory:facts")
    assert set(cli.tree()) == {"ctxpack.lock", "ctxpack.toml"}


def test_what_was_not_asked_for_by_itself_cannot_be_given_up(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:flux")
    refused = cli("uninstall", "close", "--only", "skill:bank-rec")
    assert "error[E_PART_NOT_WANTED]" in refused.err
    assert "`skill:flux`" in refused.err
    take(cli)
    assert "the whole pack" in cli("uninstall", "close", "--only", "skill:flux").err


def test_an_edited_file_of_a_part_that_is_given_up_stays(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "agent:reader", "skill:bank-rec")
    page = cli.path(f"{FOLDER}agents/reader.md")
    page.write_text(page.read_text() + "mine\n")
    said = cli.ok("uninstall", "close", "--only", "agent:reader").err
    assert f"your changes stay: {FOLDER}agents/reader.md" in said
    assert page.read_text().endswith("mine\n")


def test_an_unknown_component_is_refused_with_the_near_one_and_all_that_there_are(
    cli: Cli, packs: RegistrySimulator
) -> None:
    refused = cli("install", "close", "--only", "skill:bank-reck", "--json")
    error = refused.document["error"]
    assert (refused.code, error["code"]) == (3, "E_COMPONENT_UNKNOWN")
    assert "did you mean `skill:bank-rec`?" in error["hint"]
    assert {"agent:reader", "hook:hooks", "memory:facts"} <= set(error["data"]["reasons"])
    assert cli.tree() == {}


@pytest.mark.parametrize(
    "argv",
    [
        ("install", "close", "--only", "bank-rec"),
        ("install", "close", "--only", "page:bank-rec"),
        ("install", "close", "--only", ","),
        ("install", "close", "ledger", "--only", "skill:bank-rec"),
        ("install", "--only", "skill:bank-rec"),
        ("uninstall", "close", "ledger", "--only", "skill:bank-rec"),
    ],
    ids=" ".join,
)
def test_the_option_is_about_components_of_one_pack(
    cli: Cli, packs: RegistrySimulator, argv: tuple[str, ...]
) -> None:
    assert "error[E_USAGE_VALUE]: `--only`" in cli(*argv).err


def test_a_pack_that_another_requires_is_taken_whole_until_nothing_requires_it(
    cli: Cli, packs: RegistrySimulator
) -> None:
    packs.publish("audit", requires={"close": ">=1"})
    take(cli, "skill:bank-rec")
    said = cli.ok("install", "audit", "--allow", "all").err
    assert "close is taken whole: audit requires it" in said
    assert "agents/reader.md" in placed(cli)
    cli.ok("sync", "--frozen")
    assert "only" not in line_of(cli, "ctxpack.lock")
    cli.ok("uninstall", "audit")
    assert placed(cli) == {"skills/bank-rec/SKILL.md", "scripts/rec.py"}
    cli.ok("sync", "--frozen")


def test_an_update_keeps_the_part_and_says_where_it_is_gone(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:bank-rec", "agent:reader")
    newer = {**FILES, "skills/bank-rec/SKILL.md": PAGE.format(name="bank-rec", text="Newer.")}
    packs.publish("close", "1.1.0", files=newer, powers=WHOLE_POWERS)
    assert "update to 1.1.0" in cli.ok("outdated").out
    assert "agents/reader.md" not in cli.ok("diff", "close", "1.1.0").out
    cli.ok("update")
    assert placed(cli) == {"skills/bank-rec/SKILL.md", "agents/reader.md"}
    packs.publish("close", "1.2.0", files={path: text for path, text in newer.items() if path[0] != "a"})
    refused = cli("update")
    assert "`close` 1.2.0 has no `agent:reader`" in refused.err
    cli.ok("uninstall", "close", "--only", "agent:reader")
    cli.ok("update")
    assert placed(cli) == {"skills/bank-rec/SKILL.md"}


def test_undo_brings_back_the_part_and_the_line_that_asked_for_it(cli: Cli, packs: RegistrySimulator) -> None:
    take(cli, "skill:bank-rec")
    before, tree = line_of(cli, "ctxpack.toml"), cli.tree()
    take(cli)
    cli.path("ctxpack.toml").write_text(cli.path("ctxpack.toml").read_text() + "# mine\n")
    cli.ok("undo")
    assert line_of(cli, "ctxpack.toml") == before
    assert cli.path("ctxpack.toml").read_text().endswith("# mine\n")
    assert {path for path in cli.tree() if path != "ctxpack.toml"} == {
        path for path in tree if path != "ctxpack.toml"
    }
    cli.ok("sync", "--frozen")


def test_where_the_archive_is_gone_the_part_stays_as_it_is_and_costs_are_not_guessed(
    cli: Cli, packs: RegistrySimulator
) -> None:
    take(cli, "skill:bank-rec")
    assert cli("install", "--max-always-tokens", "500", "--offline").code == 0
    for path in [*cli.path(".claude/.ctxpack/archives").iterdir(), *cli.home.rglob("*.zip")]:
        path.unlink()
    assert "close: not known" in cli("install", "--max-always-tokens", "500", "--offline").err
    cli.ok("install", "--offline", "--yes")
    cli.ok("uninstall", "close", "--offline")


LABELS = (
    "skill:bank-rec",
    "skill:flux",
    "skill:close",
    "agent:reader",
    "command:start",
    "memory:facts",
    "hook:hooks",
)


def state(cli: Cli) -> dict[str, bytes]:
    """The project with its receipts, and without the history of how it came to be."""
    kept = ("receipts/", "skills/", "memory/", "rules/", "ctxpack.lock", "ctxpack.toml")
    return {path: data for path, data in cli.tree(state=True).items() if any(part in path for part in kept)}


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LABELS), min_size=2, max_size=3, unique=True))
def test_parts_one_after_the_other_are_their_union_and_leave_nothing_behind(
    cli: Cli, packs: RegistrySimulator, labels: list[str]
) -> None:
    cli.path("ctxpack.toml").unlink(missing_ok=True)
    cli.path("ctxpack.lock").unlink(missing_ok=True)
    take(cli, *labels)
    union = state(cli)
    cli.ok("uninstall", "close")
    empty = state(cli)
    steps = []
    for label in labels:
        steps.append(state(cli))
        take(cli, label)
    assert state(cli) == union
    for label, before in zip(reversed(labels), reversed(steps), strict=True):
        cli.ok("uninstall", "close", "--only", label)
        assert state(cli) == before
    assert state(cli) == empty
