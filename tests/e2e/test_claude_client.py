"""The unmodified Claude Code client against a registry of ours."""

import json
from pathlib import Path
from typing import Any

import pytest

from packformat.personas.made import persona_files
from packformat.tokens import sum_of
from packformat.workflows.made import workflow_files
from tests.e2e.conftest import SecureRegistry, released, shown_in_the_catalogue
from tests.support.folders import PACKS, built_folder, entries_of, shipped_packs
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.inventory import agrees, always_on_tokens, inventory_of, shown_costs
from tests.support.personas import DEAD as PERSONA
from tests.support.personas import PATH as PERSONA_PATH
from tests.support.registry import pack_files, zipped
from tests.support.workflows import PATH as WORKFLOW_PATH
from tests.support.workflows import TEXT as WORKFLOW

WHOLE = "/marketplace.json"


@pytest.fixture
def claude(secure_registry: SecureRegistry, folder: Path) -> ForeignClient:
    return ForeignClient(claude_command(), folder, secure_registry.front.address)


def add_catalogue(claude: ForeignClient, registry: SecureRegistry, path: str = WHOLE) -> None:
    ended = claude.run("plugin", "marketplace", "add", f"{registry.url}{path}")
    assert ended.code == 0, ended.output


def install(claude: ForeignClient, pack: str) -> None:
    ended = claude.run("plugin", "install", f"{pack}@ctxpack", "--scope", "project")
    assert ended.code == 0, ended.output


def installed(claude: ForeignClient) -> dict[str, Any]:
    rows = claude.run("plugin", "list", "--json").json()
    return {row["id"].partition("@")[0]: row for row in rows}


@pytest.mark.parametrize("path", [WHOLE, "/packs/accounting-close/marketplace.json"])
def test_the_client_finds_nothing_to_say_against_a_catalogue(
    claude: ForeignClient, secure_registry: SecureRegistry, path: str
) -> None:
    document = claude.project / "marketplace.json"
    status, _, body = secure_registry.front.answer(path, {})
    assert status == 200
    document.write_bytes(body)
    ended = claude.run("plugin", "validate", "--strict", str(document))
    assert ended.code == 0, ended.output


@pytest.fixture(scope="module")
def equipped(secure_registry: SecureRegistry, tmp_path_factory: pytest.TempPathFactory) -> ForeignClient:
    """A client that has installed every pack that ships, one after the other."""
    claude = ForeignClient(
        claude_command(), tmp_path_factory.mktemp("equipped"), secure_registry.front.address
    )
    add_catalogue(claude, secure_registry)
    for pack in shipped_packs():
        install(claude, pack)
    return claude


def test_the_client_installs_each_shipped_pack_byte_for_byte(equipped: ForeignClient) -> None:
    found = installed(equipped)
    assert set(found) == set(shipped_packs())
    for pack, row in found.items():
        assert row["enabled"]
        assert not row.get("errors")
        there = {entry.path: entry.data for entry in entries_of(Path(row["installPath"]))}
        sent = {entry.path: entry.data for entry in built_folder(PACKS / pack).entries}
        assert there.items() >= sent.items()


@pytest.mark.parametrize("pack", shipped_packs())
def test_the_client_lists_the_parts_and_tokens_that_the_catalogue_shows(
    equipped: ForeignClient, secure_registry: SecureRegistry, pack: str
) -> None:
    details = equipped.run("plugin", "details", pack)
    assert details.code == 0, details.output
    assert inventory_of(details.output) == shown_in_the_catalogue(secure_registry, pack)
    release = released(secure_registry, pack)
    costs = built_folder(PACKS / pack).costs
    assert release["tokens"] == costs.total.as_dict()
    in_session = sum_of(cost for part, cost in costs.components.items() if part.kind != "memory")
    assert abs(always_on_tokens(details.output) - in_session.always) <= 1
    shown = shown_costs(details.output)
    parts = [part for part in release["components"] if part["kind"] in ("skill", "agent", "command")]
    assert {part["name"] for part in parts} == shown.keys()
    for part in parts:
        always, called = shown[part["name"]]
        assert agrees(always, part["tokens_always"]), (part, shown)
        assert agrees(called, part["tokens_on_use"]), (part, shown)


def test_one_command_installs_from_the_catalogue_of_one_pack(
    claude: ForeignClient, secure_registry: SecureRegistry
) -> None:
    address = f"{secure_registry.url}/packs/accounting-close/marketplace.json"
    ended = claude.run(
        "plugin", "install", "accounting-close", "--marketplace", address, "--scope", "project"
    )
    assert ended.code == 0, ended.output
    assert {"accounting-close", "ledger-core"} <= set(installed(claude))


def test_the_client_updates_to_a_new_release_and_removes_it(
    claude: ForeignClient, secure_registry: SecureRegistry
) -> None:
    registry = secure_registry.registry
    first = registry.publish(zipped(pack_files("updated-pack", "1.0.0")).getvalue())
    assert first["status"] == "published", first
    add_catalogue(claude, secure_registry, "/packs/updated-pack/marketplace.json")
    ended = claude.run("plugin", "install", "updated-pack@ctxpack-updated-pack", "--scope", "project")
    assert ended.code == 0, ended.output
    second = registry.publish(zipped(pack_files("updated-pack", "1.1.0")).getvalue())
    assert second["status"] == "published", second
    claude.run("plugin", "marketplace", "update", "ctxpack-updated-pack")
    ended = claude.run("plugin", "update", "updated-pack@ctxpack-updated-pack", "--scope", "project")
    assert ended.code == 0, ended.output
    assert installed(claude)["updated-pack"]["version"] == "1.1.0"
    claude.run("plugin", "uninstall", "updated-pack@ctxpack-updated-pack", "--scope", "project")
    assert "updated-pack" not in installed(claude)


def test_a_workflow_reaches_the_client_as_a_command_and_a_skill(
    claude: ForeignClient, secure_registry: SecureRegistry
) -> None:
    files = pack_files("flowing-pack", "1.0.0", extra={WORKFLOW_PATH: WORKFLOW.encode()})
    answer = secure_registry.registry.publish(zipped(files).getvalue())
    assert answer["status"] == "published", answer
    add_catalogue(claude, secure_registry, "/packs/flowing-pack/marketplace.json")
    ended = claude.run("plugin", "install", "flowing-pack@ctxpack-flowing-pack", "--scope", "project")
    assert ended.code == 0, ended.output
    details = claude.run("plugin", "details", "flowing-pack")
    assert details.code == 0, details.output
    assert inventory_of(details.output) == shown_in_the_catalogue(secure_registry, "flowing-pack")
    assert {"run-close", "workflow-close"} <= shown_costs(details.output).keys()
    there = Path(installed(claude)["flowing-pack"]["installPath"])
    for path, data in workflow_files(files).items():
        assert (there / path).read_bytes() == data


def test_a_persona_reaches_the_client_as_a_skill_that_says_what_it_is_not(
    claude: ForeignClient, secure_registry: SecureRegistry
) -> None:
    files = pack_files("thinking-pack", "1.0.0", extra={PERSONA_PATH: PERSONA.encode()})
    registry = secure_registry.registry
    answer = registry.let_through(registry.publish(zipped(files).getvalue()))
    assert answer["status"] == "published", answer
    add_catalogue(claude, secure_registry, "/packs/thinking-pack/marketplace.json")
    ended = claude.run("plugin", "install", "thinking-pack@ctxpack-thinking-pack", "--scope", "project")
    assert ended.code == 0, ended.output
    details = claude.run("plugin", "details", "thinking-pack")
    assert details.code == 0, details.output
    assert inventory_of(details.output) == shown_in_the_catalogue(secure_registry, "thinking-pack")
    assert "persona-okafor" in shown_costs(details.output)
    there = Path(installed(claude)["thinking-pack"]["installPath"])
    for path, data in persona_files(files).items():
        assert (there / path).read_bytes() == data
        assert b"It is not Ines Okafor" in data


@pytest.fixture
def tampered(secure_registry: SecureRegistry) -> Any:
    """Let a test put other bytes in the place of what the registry says."""
    yield secure_registry.front.replaced
    secure_registry.front.replaced.clear()


def catalogue_of(registry: SecureRegistry) -> dict[str, Any]:
    return json.loads(registry.front.answer(WHOLE, {})[2])


def test_the_client_refuses_an_archive_that_is_not_the_one_that_was_listed(
    claude: ForeignClient, secure_registry: SecureRegistry, tampered: dict[str, bytes]
) -> None:
    archives = {row["name"]: row["source"]["url"] for row in catalogue_of(secure_registry)["plugins"]}
    path = archives["ledger-core"].removeprefix(secure_registry.url)
    other = archives["accounting-close"].removeprefix(secure_registry.url)
    tampered[path] = secure_registry.front.answer(other, {})[2]
    add_catalogue(claude, secure_registry)
    ended = claude.run("plugin", "install", "ledger-core@ctxpack", "--scope", "project")
    assert ended.code != 0
    assert "sha256" in ended.output.lower() or "digest" in ended.output.lower(), ended.output
    assert "ledger-core" not in installed(claude)


def test_the_client_refuses_a_broken_archive(
    claude: ForeignClient, secure_registry: SecureRegistry, tampered: dict[str, bytes]
) -> None:
    catalogue = catalogue_of(secure_registry)
    entry = next(row for row in catalogue["plugins"] if row["name"] == "ledger-core")
    del entry["source"]["sha256"]
    tampered[WHOLE] = json.dumps(catalogue).encode()
    tampered[entry["source"]["url"].removeprefix(secure_registry.url)] = b"PK\x03\x04 and then nothing"
    add_catalogue(claude, secure_registry)
    ended = claude.run("plugin", "install", "ledger-core@ctxpack", "--scope", "project")
    assert ended.code != 0
    assert "ledger-core" not in installed(claude)


def test_a_pack_whose_requirement_is_missing_is_not_offered(
    claude: ForeignClient, secure_registry: SecureRegistry
) -> None:
    lonely = zipped(pack_files("lonely-pack", requires={"nowhere-to-be-found": ">=1"})).getvalue()
    assert secure_registry.registry.publish(lonely)["status"] == "published"
    add_catalogue(claude, secure_registry)
    ended = claude.run("plugin", "install", "lonely-pack@ctxpack", "--scope", "project")
    assert ended.code != 0
