"""Whole sessions of the real Claude Code client, with a scripted model, after `ctxpack install`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from packformat.component import Component
from tests.e2e.conftest import SecureRegistry, shown_in_the_catalogue
from tests.support.folders import PACKS, built_folder, shipped_packs
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.inventory import expected_inventory, inventory_of
from tests.support.model_server import Say, ScriptedModel, scripted_model

ROOT = Path(__file__).resolve().parents[2]
SEEN_KINDS = ("skill", "agent", "command")
CALLED_BY_PEOPLE = "loop-"
"""Skills that run a loop: a person calls them by name, and no conversation pays for them before."""


@pytest.fixture
def claude(folder: Path) -> ForeignClient:
    """A client whose user has said that the project is to be trusted."""
    client = ForeignClient(claude_command(), folder)
    trusted = {str(client.project): {"hasTrustDialogAccepted": True}}
    (client.home / ".claude.json").write_text(
        json.dumps({"hasCompletedOnboarding": True, "projects": trusted}), encoding="utf-8"
    )
    return client


def ctxpack(registry: SecureRegistry, project: Path, *words: str, home: Path | None = None) -> str:
    """Run our command in the project, for a user whose home it may be told."""
    environment = {
        **os.environ,
        **({"HOME": str(home)} if home else {}),
        "PYTHONPATH": str(ROOT),
        "CTXPACK_REGISTRY": registry.registry.address,
        "CTXPACK_HOME": str(project.parent / "ctxpack-home"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "installer_cli", *words],
        cwd=project,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


def session(claude: ForeignClient) -> ScriptedModel:
    """One session in which the user greets and the model answers; what the model was sent is kept."""
    with scripted_model(Say("Hello.")) as model:
        claude.environment = {"ANTHROPIC_BASE_URL": model.url, "ANTHROPIC_API_KEY": "test-not-a-key"}
        ended = claude.run("-p", "Hello", "--output-format", "json")
        assert ended.code == 0, ended.output
    return model


def names_of(pack: str, components: tuple[Component, ...]) -> dict[str, bool]:
    """What the client calls the components that a model is told of."""
    told = (part for part in components if part.kind in SEEN_KINDS)
    return {f"{pack}:{part.name}": True for part in told if not part.name.startswith(CALLED_BY_PEOPLE)}


@pytest.mark.parametrize("pack", shipped_packs())
def test_what_is_installed_reaches_the_model_and_nothing_of_it_after_uninstall(
    secure_registry: SecureRegistry, claude: ForeignClient, pack: str
) -> None:
    built = built_folder(PACKS / pack)
    wanted = names_of(pack, built.components)
    memories = [part for part in built.components if part.kind == "memory"]
    ctxpack(secure_registry, claude.project, "install", pack, "--yes", "--allow", "all")
    details = claude.run("plugin", "details", pack)
    assert inventory_of(details.output) == shown_in_the_catalogue(secure_registry, pack)
    model = session(claude)
    assert {name: model.reached_by(name) for name in wanted} == wanted
    if memories:
        assert model.reached_by(f"ctxpack-{pack}.md")
    ctxpack(secure_registry, claude.project, "uninstall", pack, "--yes")
    model = session(claude)
    assert not any(model.reached_by(name) for name in wanted)
    assert not model.reached_by(f"ctxpack-{pack}.md")


def test_a_part_of_a_pack_is_all_that_the_client_lists_and_the_model_is_told_of(
    secure_registry: SecureRegistry, claude: ForeignClient
) -> None:
    pack, part = "accounting-close", ("--only", "agent:bank-reconciler")
    ctxpack(secure_registry, claude.project, "install", pack, *part, "--yes", "--allow", "all")
    details = claude.run("plugin", "details", pack)
    taken = [("skill", "bank-reconciliation"), ("agent", "bank-reconciler")]
    assert inventory_of(details.output) == expected_inventory(taken, [], [])
    model = session(claude)
    told = names_of(pack, built_folder(PACKS / pack).components)
    reached = {name for name in told if model.reached_by(name)}
    assert reached == {f"{pack}:{name}" for _, name in taken}
    assert model.reached_by(f"ctxpack-{pack}.md")


def test_the_users_own_packs_reach_the_model_in_every_project(
    secure_registry: SecureRegistry, claude: ForeignClient
) -> None:
    pack = "accounting-close"
    wanted = names_of(pack, built_folder(PACKS / pack).components)
    own = ("--global", "--yes")
    ctxpack(secure_registry, claude.project, "install", pack, *own, "--allow", "all", home=claude.home)
    assert list(claude.project.iterdir()) == []
    model = session(claude)
    assert {name: model.reached_by(name) for name in wanted} == wanted
    assert model.reached_by(f"ctxpack-{pack}.md")
    ctxpack(secure_registry, claude.project, "uninstall", pack, *own, home=claude.home)
    assert not any(session(claude).reached_by(name) for name in wanted)


def test_the_companys_own_values_reach_the_model_and_so_does_all_that_context_says_is_always_loaded(
    secure_registry: SecureRegistry, claude: ForeignClient
) -> None:
    ctxpack(secure_registry, claude.project, "install", "accounting-close", "--yes", "--allow", "all")
    values = ("company_name=Quillfeather Ltd", "preparer=Ada", "reviewer=Bob", "controller=Cy")
    given = [word for value in values for word in ("--set", value)]
    ctxpack(secure_registry, claude.project, "configure", "accounting-close", *given)
    model = session(claude)
    assert model.reached_by("Quillfeather Ltd")
    texts = json.loads(ctxpack(secure_registry, claude.project, "context", "--json"))["texts"]
    memories = [text for text in texts if text["what"] == "memory" and text["path"].endswith(".md")]
    loaded = {text["path"]: text["when"] for text in memories}
    assert loaded[".claude/memory/accounting-close/inputs.md"] == "always"
    seen = {path: model.reached_by(longest_line(claude.project / path)) for path in loaded}
    assert seen == {path: when == "always" for path, when in loaded.items()}
    ctxpack(secure_registry, claude.project, "uninstall", "accounting-close", "--yes")
    assert not session(claude).reached_by("Quillfeather Ltd")


def longest_line(path: Path) -> str:
    """A line that no other text has, as it stands in a JSON document."""
    return json.dumps(max(path.read_text(encoding="utf-8").splitlines(), key=len), ensure_ascii=False)[1:-1]
