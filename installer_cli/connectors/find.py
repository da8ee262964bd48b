"""The connectors of a pack's folder, and what each of them needs of this machine."""

from __future__ import annotations

import os
from typing import NamedTuple

from installer_cli.errors import ERRORS
from installer_cli.meant import folder_meant
from packformat.client_files import connector_server
from packformat.schema import component_errors
from packformat.texts import read_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from installer_cli.project import Project

_FOLDER = "connectors"


class Variable(NamedTuple):
    """An environment variable that a server is given: its name, and whether it must be set and is secret."""

    name: str
    required: bool
    secret: bool


class Connector:
    """One connector; raises E_SCHEMA and E_MANIFEST_… for a file that is none."""

    def __init__(self, folder: str, name: str):
        path = f"{_FOLDER}/{name}.json"
        with open(f"{folder}/{path}", "rb") as file:
            self.value: dict[str, Any] = read_json(path, file.read())
        for error in component_errors(path, self.value, "connector"):
            raise error
        self.name = name
        self.folder = folder

    @property
    def server(self) -> dict[str, Any] | None:
        """What a client is told to start or reach; None when there is only a file."""
        return connector_server(self.value)

    @property
    def fallback(self) -> dict[str, Any]:
        """The file to use until the server is connected; empty when there is none."""
        return dict(self.value.get("fallback", {}))

    def variables(self) -> Iterator[Variable]:
        """What the server of `server` is given."""
        remotes, packages = self.value.get("remotes", ()), self.value.get("packages", ())
        first: dict[str, Any] = next(iter([*remotes, *packages]), {})
        given = first.get("headers" if remotes else "environmentVariables", ())
        for item in given:
            name = item.get("variable", item["name"]).upper().replace("-", "_")
            required = bool(item.get("isRequired")) and not item.get("default")
            yield Variable(name, required, bool(item.get("isSecret")))

    def missing(self, environment: Mapping[str, str]) -> list[str]:
        """The variables that must be set and are not."""
        return [item.name for item in self.variables() if item.required and not environment.get(item.name)]


def find_connectors(project: Project, word: str) -> list[Connector]:
    """The connectors of ``PACK`` or the one of ``PACK:connector``; a pack is installed or a folder.

    Raises E_NOT_INSTALLED, or E_CONNECTOR_NONE naming those there are.
    """
    pack, wanted = word, ""
    if ":" in word and not os.path.isdir(word):
        pack, _, wanted = word.rpartition(":")
    folder = folder_meant(project, pack)
    inside = f"{folder}/{_FOLDER}"
    files = sorted(os.listdir(inside)) if os.path.isdir(inside) else []
    names = [name.removesuffix(".json") for name in files if name.endswith(".json")]
    if not names or (wanted and wanted not in names):
        known = f"there is {', '.join(names)}" if names else "it has none"
        raise ERRORS.error(
            "E_CONNECTOR_NONE", pack=pack, connector=f" `{wanted}`" if wanted else "", known=known
        )
    return [Connector(folder, name) for name in names if wanted in ("", name)]
