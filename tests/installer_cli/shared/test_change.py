from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from installer_cli.main import main
from tests.installer_cli.conftest import Cli
from tests.support.shared_files import THEIRS, User

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.registry_simulator import RegistrySimulator

pytestmark = pytest.mark.usefixtures("url")

ALL = ("agents", "codex", "copilot", "cursor", "gemini")
TARGETS = [word for target in ALL for word in ("--target", target)]
SERVER = {"command": "npx", "args": ["-y", "ledger@1.0.0"], "env": {"LEDGER_TOKEN": "${LEDGER_TOKEN}"}}
FOREIGN = {
    "AGENTS.md": b"# Ours\r\n\r\nNo newline at the end",
    "GEMINI.md": b"",
    ".codex/config.toml": b'model = "x"  # mine\n[mcp_servers.mine]\ncommand = "a"\n',
    ".cursor/mcp.json": b'{"mcpServers": {"mine": {"command": "a"}}}',
    ".gemini/settings.json": b'{\n\t"theme": "dark"\n}\n',
    ".vscode/mcp.json": b'{\n  // mine\n  "servers": {"mine": {"type": "stdio", "command": "a"},},\n}\n',
}


def files(variable: str = "LEDGER_TOKEN") -> dict[str, str]:
    server = {**SERVER, "env": {"LEDGER_TOKEN": f"${{{variable}}}"}}
    return {
        ".mcp.json": json.dumps({"mcpServers": {"ledger": server}}),
        "agents/clerk.md": "---\nname: clerk\ndescription: Books.\n---\n",
        "hooks/hooks.json": '{"hooks": {}}',
        "memory/chart/accounts.md": "# Accounts\n",
    }


@pytest.fixture(autouse=True)
def packs(registry: RegistrySimulator) -> RegistrySimulator:
    registry.publish("ledger", "1.0.0", files=files(), powers={"servers": ["npx -y ledger@1.0.0"]})
    registry.publish("other", "1.0.0", files={"memory/words/words.md": "# Words\n"})
    return registry


def lay_out(cli: Cli) -> dict[str, bytes]:
    for path, data in FOREIGN.items():
        cli.path(path).parent.mkdir(parents=True, exist_ok=True)
        cli.path(path).write_bytes(data)
    return dict(FOREIGN)


def others(cli: Cli) -> dict[str, bytes]:
    """What lies in the project for agents other than Claude Code."""
    own = (".claude/", "ctxpack.")
    return {path: data for path, data in cli.tree().items() if not path.startswith(own)}


def test_each_agent_finds_the_pack_where_it_looks_and_all_goes_again(cli: Cli) -> None:
    before = lay_out(cli)
    cli.ok("install", "ledger", *TARGETS, "--allow", "all")
    found = others(cli)
    assert found[".agents/skills/ledger/SKILL.md"].startswith(b"---\nname: ledger\n")
    assert found[".cursor/agents/clerk.md"].startswith(b"---\nname: clerk\n")
    assert b"`.claude/memory/ledger/chart/accounts.md`" in found["AGENTS.md"]
    assert b"@./.claude/memory/ledger/index.md" in found["GEMINI.md"]
    assert b"[mcp_servers.ledger]" in found[".codex/config.toml"]
    for path in (".cursor/mcp.json", ".gemini/settings.json", ".vscode/mcp.json"):
        assert b'"ledger": {' in found[path]
    cli.ok("verify")
    assert cli.ok("list", "--json").document["targets"] == list(ALL)
    cli.ok("sync", "--frozen")
    assert "Nothing to do" in cli.ok("install").err
    cli.ok("uninstall", "ledger")
    assert others(cli) == before


def test_in_a_project_without_them_nothing_is_left_behind_not_even_a_folder(cli: Cli) -> None:
    cli.ok("install", "ledger", *TARGETS, "--allow", "all")
    assert others(cli)
    cli.ok("uninstall", "ledger")
    assert sorted(path.name for path in cli.project.iterdir()) == [".claude", "ctxpack.lock", "ctxpack.toml"]


def test_an_undo_takes_the_agents_back_and_an_undo_of_it_brings_them(cli: Cli) -> None:
    before = lay_out(cli)
    cli.ok("install", "ledger", "--allow", "all")
    cli.ok("install", "ledger", *TARGETS, "--allow", "all")
    with_agents = others(cli)
    cli.ok("undo", "--yes")
    assert others(cli) == before
    assert "targets" not in cli.path("ctxpack.toml").read_text()
    cli.ok("undo", "--yes")
    assert others(cli) == with_agents


def test_an_agent_that_the_project_no_longer_names_loses_its_files_and_the_others_keep_theirs(
    cli: Cli,
) -> None:
    before = lay_out(cli)
    cli.ok("install", "ledger", *TARGETS, "--allow", "all")
    text = cli.path("ctxpack.toml").read_text()
    assert 'targets = ["agents", "codex", "copilot", "cursor", "gemini"]\n' in text
    cli.path("ctxpack.toml").write_text(text.replace(str(list(ALL)).replace("'", '"'), '["codex"]'))
    cli.ok("sync")
    found = others(cli)
    assert {path for path in found if found[path] != before.get(path)} == {
        ".agents/skills/ledger/SKILL.md",
        ".codex/config.toml",
        "AGENTS.md",
    }
    assert not cli.path(".cursor/agents").exists()


def test_a_newer_version_renews_our_part_alone_and_two_packs_share_a_file(
    cli: Cli, registry: RegistrySimulator
) -> None:
    before = lay_out(cli)
    cli.ok("install", "ledger==1.0.0", "other", *TARGETS, "--allow", "all")
    assert b"## ledger" in others(cli)["AGENTS.md"]
    registry.publish("ledger", "1.1.0", files=files("BOOKS_TOKEN"))
    cli.ok("install", "ledger==1.1.0", "--allow", "all")
    found = others(cli)
    assert b"${env:BOOKS_TOKEN}" in found[".cursor/mcp.json"]
    assert b"LEDGER_TOKEN}" not in found[".cursor/mcp.json"]
    assert b"mcp_servers.ledger" not in found[".codex/config.toml"]
    cli.ok("uninstall", "ledger")
    found = others(cli)
    assert b"## other" in found["AGENTS.md"]
    assert b"## ledger" not in found["AGENTS.md"]
    assert {path for path in found if found[path] != before.get(path)} == {
        ".agents/skills/other/SKILL.md",
        "AGENTS.md",
        "GEMINI.md",
    }
    cli.ok("uninstall", "other")
    assert others(cli) == before


def test_what_the_user_changes_in_our_part_stays_and_is_told(cli: Cli, registry: RegistrySimulator) -> None:
    cli.ok("install", "ledger==1.0.0", *TARGETS, "--allow", "all")
    cursor, agents = cli.path(".cursor/mcp.json"), cli.path("AGENTS.md")
    cursor.write_text(cursor.read_text().replace('"-y"', '"--mine"'))
    agents.write_text(agents.read_text().replace("## ledger", "## My ledger"))
    assert cli("verify").code == 9
    troubles = cli("doctor", "--offline", "--json").document["troubles"]
    edited = " ".join(row["message"] for row in troubles if row["code"] == "E_EDITED")
    assert "AGENTS.md" in edited
    assert ".cursor/mcp.json" in edited
    registry.publish("ledger", "1.1.0", files=files("BOOKS_TOKEN"))
    told = cli.ok("install", "ledger==1.1.0", "--allow", "all").err
    assert "your changes stay: the server `ledger` in .cursor/mcp.json" in told
    assert '"--mine"' in cursor.read_text()
    assert "## My ledger" in agents.read_text()
    told = cli.ok("uninstall", "ledger").err
    assert "your changes stay: the lines between the marks of ctxpack in AGENTS.md" in told
    assert '"--mine"' in cursor.read_text()
    assert "## My ledger" in agents.read_text()


@pytest.mark.parametrize("path", [".cursor/mcp.json", ".codex/config.toml"])
def test_a_server_of_the_users_with_the_same_name_is_a_conflict_and_nothing_is_changed(
    cli: Cli, path: str
) -> None:
    lay_out(cli)
    foreign = b'[mcp_servers.ledger]\ncommand = "mine"\n'
    foreign = foreign if path.endswith("toml") else b'{"mcpServers": {"ledger": {"command": "mine"}}}'
    cli.path(path).write_bytes(foreign)
    before = cli.tree()
    result = cli("install", "ledger", *TARGETS, "--allow", "all", "--json")
    assert (result.code, result.document["error"]["code"]) == (4, "E_CONFLICT_SERVER")
    assert path in result.document["error"]["message"]
    assert cli.tree() == before


@pytest.mark.parametrize(
    ("path", "text"), [(".vscode/mcp.json", b'{"servers": '), (".codex/config.toml", b"=")]
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_is_changed(cli: Cli, path: str, text: bytes) -> None:
    lay_out(cli)
    cli.path(path).write_bytes(text)
    before = cli.tree()
    result = cli("install", "ledger", *TARGETS, "--allow", "all", "--json")
    assert result.document["error"]["code"] == "E_SHARED_FILE"
    assert path in result.document["error"]["message"]
    assert cli.tree() == before


def test_a_yes_grants_no_server_whichever_agent_is_to_start_it(cli: Cli) -> None:
    result = cli("install", "ledger", "--target", "cursor", "--yes", "--json")
    assert result.document["error"]["code"] == "E_CONSENT"
    assert others(cli) == {}


def test_what_an_agent_does_not_get_is_told_before_anything_is_written(cli: Cli) -> None:
    argv = ("install", "ledger", "--target", "codex", "--target", "claude", "--dry-run")
    told = cli.ok(*argv).err
    assert "OpenAI Codex does not get the agent `clerk`: it describes agents in a form of its own" in told
    (pack,) = cli.ok(*argv, "--json").document["packs"]
    assert [(loss["target"], loss["kind"], loss["names"]) for loss in pack["losses"]] == [
        ("codex", "agent", ["clerk"]),
        ("codex", "hook", ["hooks"]),
    ]
    assert others(cli) == {}


def test_a_shared_file_keeps_its_mode_and_a_link_is_not_followed(cli: Cli) -> None:
    lay_out(cli)
    config = cli.path(".codex/config.toml")
    config.chmod(0o600)
    cli.ok("install", "ledger", "--target", "codex", "--allow", "all")
    assert config.stat().st_mode & 0o777 == 0o600
    elsewhere = cli.project.parent / "elsewhere"
    elsewhere.write_bytes(b"{}")
    cli.path(".cursor/mcp.json").unlink()
    cli.path(".cursor/mcp.json").symlink_to(elsewhere)
    result = cli("install", "ledger", "--target", "cursor", "--allow", "all", "--json")
    assert result.document["error"]["code"] == "E_TARGET_LINK"
    assert elsewhere.read_bytes() == b"{}"


def test_packs_of_the_user_are_for_claude_code_alone(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(cli.project))
    monkeypatch.chdir(cli.project)
    assert main(["install", "ledger", "--target", "codex", "--global", "--allow", "all"]) == 2
    assert others(cli) == {}


def named(variable: str) -> dict[str, str]:
    """The files of a version that says its own name in each shared file."""
    server = {**SERVER, "env": {variable: f"${{{variable}}}"}}
    said = {".mcp.json": json.dumps({"mcpServers": {"ledger": server}})}
    return {**files(), **said, f"memory/{variable.lower()}/page.md": "# Page\n"}


def without_packs(cli: Cli, folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, bytes]:
    """What is left for other agents where the packs are taken out of a copy of the project."""
    shutil.copytree(cli.project, folder)
    copy = Cli(folder, cli.home, capsys)
    copy.ok("uninstall", "ledger", "--yes")
    return others(copy)


def test_whatever_was_done_to_the_packs_the_users_bytes_are_those_that_they_wrote(
    cli: Cli, registry: RegistrySimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    registry.publish("ledger", "1.1.0", files=named("FIRST"))
    user = User(cli, THEIRS)
    life = (
        (("install", "ledger", *TARGETS, "--allow", "all"), "FIRST"),
        (("update", "--yes", "--allow", "all"), "SECOND"),
        (("rollback", "1", "--yes"), "FIRST"),
        (("sync", "--yes"), "FIRST"),
        (("update", "--yes", "--allow", "all"), "SECOND"),
        (("undo", "--yes"), "FIRST"),
        (("sync", "--frozen"), "FIRST"),
    )
    for number, (argv, version) in enumerate(life):
        cli.ok(*argv)
        if not number:
            registry.publish("ledger", "1.2.0", files=named("SECOND"))
        assert f"{version.lower()}/page.md" in cli.path("AGENTS.md").read_text()
        for path in user.files.keys() - {"AGENTS.md", "GEMINI.md"}:
            assert version in cli.path(path).read_text()
        assert "@./.claude/memory/ledger/index.md" in cli.path("GEMINI.md").read_text()
        assert without_packs(cli, tmp_path / f"copy-{number}", capsys) == user.files
        user.edit()
    cli.ok("verify")
    cli.ok("uninstall", "ledger", "--yes")
    assert {path: cli.path(path).read_bytes() for path in user.files} == user.files
