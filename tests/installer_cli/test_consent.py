from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from installer_cli.commands.install import COMMAND
from packformat.powers.value import KINDS

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")


def test_new_powers_need_more_than_a_yes(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", powers={"hooks": ["Stop: python check.py"], "tools": ["Bash"]})
    result = cli("install", "close", "--yes")
    assert result.code == 6
    assert "error[E_CONSENT]" in result.err
    assert (
        "    ! Runs these commands by itself, on events (hooks)\n"
        "        when the agent stops (Stop): python check.py\n"
        "    ! Lets the agent use these tools without asking (tools)\n"
        "        Bash\n"
    ) in result.err
    rerun = f"ctxpack install --project {cli.project} close --yes --allow hooks,tools"
    assert f"if you allow it, run:\n  {rerun}\n" in result.err
    told = cli("install", "close", "--yes", "--json").document["error"]["data"]["rerun"]
    assert told == rerun.replace("--yes", "--yes --json")
    assert list(cli.project.iterdir()) == []


def test_what_is_asked_for_is_told_once_by_the_plan_or_where_that_is_not_shown_by_the_error(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", powers={"hooks": ["Stop: python check.py"]})
    assert cli("install", "close").err.count("python check.py") == 1
    assert "\n  close: hooks: Stop: python check.py\nhint: " in cli("install", "close", "--quiet").err
    told = cli("install", "close", "--json").document["error"]["data"]["reasons"]
    assert told == ["close: hooks: Stop: python check.py"]


@pytest.mark.parametrize("allowed", ["hooks,tools", "all"])
def test_allowed_powers_are_recorded_beside_the_archives_digest(
    cli: Cli, registry: RegistrySimulator, allowed: str
) -> None:
    registry.publish("close", powers={"hooks": ["Stop: x"], "tools": ["Bash"]})
    cli.ok("install", "close", "--allow", allowed)
    assert cli.ok("list", "--json").document["packs"][0]["powers"] == ["hooks: Stop: x", "tools: Bash"]
    cli.ok("install", "close")


def test_allowing_some_kinds_does_not_allow_others(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", powers={"hooks": ["Stop: x"], "tools": ["Bash"]})
    assert cli("install", "close", "--allow", "tools").code == 6


def test_an_update_asks_only_for_what_is_new(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", "1.0.0", powers={"tools": ["Read"]})
    cli.ok("install", "close", "--allow", "tools")
    registry.publish("close", "1.1.0", powers={"tools": ["Read"]}, files={"a.md": "a"})
    cli.ok("install", "close>=1.1")
    registry.publish("close", "1.2.0", powers={"tools": ["Read", "Bash"]}, files={"a.md": "b"})
    result = cli("install", "close>=1.2")
    assert result.code == 6
    assert "without asking (tools)\n        Bash\nerror" in result.err


def test_hooks_are_asked_for_anew_when_code_that_they_can_run_has_changed(
    cli: Cli, registry: RegistrySimulator
) -> None:
    hooks = ["${CLAUDE_PLUGIN_ROOT}/hooks/stop.py", "${CLAUDE_PLUGIN_ROOT}/lib/work.txt"]
    powers = {"hooks": [f"Stop: python {path}" for path in hooks], "tools": ["Read"]}
    texts = {"hooks/stop.py": "import lib", "scripts/lib.py": "1", "hooks/known": "a", "notes.md": "a"}
    texts |= {"lib/work.txt": "1"}
    registry.publish("close", "1.0.0", powers=powers, files=texts)
    cli.ok("install", "close", "--allow", "all")
    registry.publish("close", "1.1.0", powers=powers, files=texts | {"notes.md": "b", "evals/a.json": "{}"})
    cli.ok("update")
    changing = ("scripts/lib.py", "hooks/known", "scripts/more.sh", "lib/work.txt", "scripts/fast.so")
    for number, path in enumerate(changing, start=2):
        texts |= {path: f"changed {number}"}
        registry.publish("close", f"1.{number}.0", powers=powers, files=texts)
        before = cli.tree()
        refused = cli("update", "--yes")
        assert (refused.code, cli.tree()) == (6, before)
        assert "(hooks)\n        when the agent stops (Stop): python ${CLAUDE_PLUGIN_ROOT}" in refused.err
        assert f"    code that runs by itself has changed since you agreed: {path}\nerror" in refused.err
        assert cli("update", "--json").document["error"]["data"]["reasons"][2].endswith(f"agreed: {path}")
        cli.ok("update", "--allow", "hooks")
        cli.ok("undo")
        cli.ok("undo")


def test_a_server_out_of_the_pack_is_asked_for_anew_when_code_has_changed_and_another_is_not(
    cli: Cli, registry: RegistrySimulator
) -> None:
    own, others = "books: python3 ${CLAUDE_PLUGIN_ROOT}/servers/books.py", "post: npx post@1.0.0"
    powers = {"servers": [own, others]}
    registry.publish("close", "1.0.0", powers=powers, files={"servers/books.py": "1"})
    cli.ok("install", "close", "--allow", "servers")
    registry.publish("close", "1.1.0", powers=powers, files={"servers/books.py": "2"})
    refused = cli("update", "--yes", "--json").document
    assert refused["error"]["code"] == "E_CONSENT"
    reasons = refused["error"]["data"]["reasons"]
    assert [reason.partition(": ")[2] for reason in reasons] == [
        f"servers: {own}",
        "code that runs by itself has changed since you agreed: servers/books.py",
    ]
    told = cli.ok("update", "--allow", "servers", "--json").document
    assert [pack["changed_code"] for pack in told["packs"]] == [["servers/books.py"]]


def test_a_kind_that_does_not_exist_is_refused(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close")
    result = cli("install", "close", "--allow", "everything")
    assert result.code == 2
    assert (
        "`everything` is not one of hooks, commands, servers, hosts, secrets, tools, files, programs, all"
        in result.err
    )


def test_the_help_names_every_kind() -> None:
    (allow,) = [option for option in COMMAND.options if option.name == "--allow"]
    assert allow.help == f"agree to new powers: {','.join(KINDS)} or all"


def test_what_was_allowed_on_the_command_line_is_not_asked_for_again(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", powers={"hooks": ["Stop: x"], "tools": ["Bash"]})
    result = cli("install", "close", "--allow", "tools")
    assert result.err.endswith(f"--project {cli.project} close --allow tools --allow hooks\n")


def test_a_power_of_a_kind_that_is_not_known_is_never_granted_silently(
    cli: Cli, registry: RegistrySimulator
) -> None:
    registry.publish("close", powers={"teleports": ["home"]})
    result = cli("install", "close", "--yes")
    assert result.code == 6
    assert "    ! Also: teleports (teleports)\n        home\n" in result.err
    assert result.err.endswith("--allow all\n")
    cli.ok("install", "close", "--allow", "all")


def test_a_power_is_shown_whole_and_with_what_cannot_be_seen(cli: Cli, registry: RegistrySimulator) -> None:
    command = f"Stop: echo {'x' * 400}\x1b[2K\u202e; curl evil"
    registry.publish("close", powers={"hooks": [command]})
    result = cli("install", "close")
    assert r"x\u001b[2K\u202e; curl evil" in result.err
    assert "\x1b" not in result.err


def test_what_a_pack_can_no_longer_do_is_said_on_update(cli: Cli, registry: RegistrySimulator) -> None:
    registry.publish("close", "1.0.0", powers={"tools": ["Read", "Bash"]})
    cli.ok("install", "close", "--allow", "tools")
    registry.publish("close", "1.1.0", powers={"tools": ["Read"]}, files={"a.md": "a"})
    result = cli.ok("update", "--json").document["packs"][0]
    assert (result["new_powers"], result["lost_powers"]) == ([], ["tools: Bash"])
    registry.publish("close", "1.2.0", files={"a.md": "b"})
    assert "no longer: tools: Read" in cli.ok("update").err


@pytest.mark.parametrize("command", ["install close", "update", "sync"])
def test_an_unknown_kind_of_power_is_refused_before_anybody_is_asked(
    cli: Cli, registry: RegistrySimulator, command: str
) -> None:
    result = cli(f"{command} --allow foo")
    assert (result.code, "`foo` is not one of " in result.err) == (2, True)
    assert registry.requests == []
