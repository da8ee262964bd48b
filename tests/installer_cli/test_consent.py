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
    assert "hooks: Stop: python check.py" in result.err
    assert (
        "hint: look at them with `--dry-run`, then allow them: `ctxpack install close --allow hooks,tools`"
        in result.err
    )
    assert list(cli.project.iterdir()) == []


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
    assert "tools: Bash" in result.err
    assert "tools: Read" not in result.err


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
