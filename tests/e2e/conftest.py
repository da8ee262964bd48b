"""A registry under an HTTPS address, with the shipped packs, for clients that are not ours."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.folders import PACKS, built_folder, shipped_packs
from tests.support.inventory import Inventory, expected_inventory
from tests.support.server import LiveRegistry, live_registry
from tests.support.template import Template
from tests.support.tls import Front, https_front


@dataclass(frozen=True)
class SecureRegistry:
    """A running registry and the HTTPS front under which clients know it."""

    registry: LiveRegistry
    front: Front

    @property
    def url(self) -> str:
        """The address that clients use."""
        return self.front.address.url


@pytest.fixture(scope="session")
def secure_registry(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureRegistry]:
    """The registry with every pack that ships."""
    data = tmp_path_factory.mktemp("registry")
    with (
        template.copied_to(data) as own,
        https_front(tmp_path_factory.mktemp("tls")) as front,
        live_registry(data, front.address.url, template.token, **own) as registry,
    ):
        front.backend = registry.address
        for name in shipped_packs():
            ended = registry.publish(built_folder(PACKS / name).archive)
            if ended["status"] == "held":
                ended = registry.let_through(ended)
            assert ended["status"] == "published", ended
        yield SecureRegistry(registry, front)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for one client's home and project."""
    return tmp_path


def released(registry: SecureRegistry, pack: str) -> dict[str, Any]:
    """What the registry's API says of the newest release of a pack."""
    version = registry.registry.get(f"/api/v1/packs/{pack}")["latest_version"]
    found: dict[str, Any] = registry.registry.get(f"/api/v1/packs/{pack}/releases/{version}")
    return found


def shown_in_the_catalogue(registry: SecureRegistry, pack: str) -> Inventory:
    """What the registry's API says that the newest release of a pack holds, as the client would count it."""
    release = released(registry, pack)
    files = {entry.path: entry.data for entry in built_folder(PACKS / pack).entries}
    hooks = json.loads(files.get("hooks/hooks.json", b'{"hooks": {}}'))["hooks"]
    servers = json.loads(files.get(".mcp.json", b'{"mcpServers": {}}'))["mcpServers"]
    components = [(part["kind"], part["name"]) for part in release["components"]]
    return expected_inventory(components, hooks, servers)
