"""The unmodified `skills` client against a registry of ours."""

import shutil
from pathlib import Path

import pytest

from marketplace.contribute.agents import SKILL_FOLDERS
from packformat.component import discover
from tests.e2e.conftest import SecureRegistry
from tests.support.folders import PACKS, built_folder, entries_of, shipped_packs
from tests.support.foreign_clients import ForeignClient, skills_command

AGENTS = ("claude-code", "codex", "cursor", "github-copilot", "gemini-cli", "opencode", "windsurf")


@pytest.mark.parametrize("pack", shipped_packs())
def test_the_client_installs_each_skill_of_each_shipped_pack(
    secure_registry: SecureRegistry, folder: Path, pack: str
) -> None:
    client = ForeignClient(skills_command(), folder, secure_registry.front.address)
    address = f"{secure_registry.url}/packs/{pack}"
    ended = client.run("add", address, "-a", *AGENTS, "-s", "*", "-y", "--copy")
    assert ended.code == 0, ended.output
    built = built_folder(PACKS / pack)
    skills = [part for part in discover(entry.path for entry in built.entries) if part.kind == "skill"]
    assert skills
    for skill in skills:
        wanted = {
            entry.path.removeprefix(skill.path): entry.data
            for entry in built.entries
            if entry.path.startswith(skill.path)
        }
        for place in (".claude/skills", *SKILL_FOLDERS):
            tree = client.project / place / skill.name
            assert {entry.path: entry.data for entry in entries_of(tree)} == wanted, ended.output
    shutil.rmtree(client.home)
