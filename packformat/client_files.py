"""The files that make a pack a Claude Code plugin: its manifest and its servers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from packformat.schema import component_errors
from packformat.texts import read_json
from packformat.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from packformat.component import Component
    from packformat.manifest import Manifest
    from packformat.versions import Specifier

_RUNNERS = {"npm": ("npx", "-y", "{identifier}@{version}"), "pypi": ("uvx", "{identifier}=={version}")}
_SEMVER_TRIALS = {"a": "alpha", "b": "beta", "rc": "rc"}


def plugin_manifest(manifest: Manifest) -> bytes:
    """``.claude-plugin/plugin.json`` for a pack."""
    author = manifest.authors[0]
    value: dict[str, Any] = {
        "name": str(manifest.name),
        "version": semver(manifest.version),
        "description": manifest.summary,
        "author": {key: text for key, text in vars(author).items() if text},
        "license": manifest.licence,
        "keywords": [*manifest.professions, *manifest.keywords],
        "homepage": manifest.homepage,
        "repository": manifest.repository,
        "dependencies": [_dependency(item.name, item.specifier) for item in manifest.requires],
    }
    return _json({key: item for key, item in value.items() if item})


def server_file(components: Iterable[Component], files: Mapping[str, bytes]) -> bytes | None:
    """``.mcp.json`` for the pack's connectors; None when none of them starts or reaches a server.

    Raises AuthorError for a connector that cannot be read or is not one (E_SCHEMA).
    """
    servers: dict[str, Any] = {}
    for component in components:
        if component.kind == "connector":
            connector = read_json(component.path, files[component.path])
            for error in component_errors(component.path, connector, "connector"):
                raise error
            server = connector_server(connector)
            if server:
                servers[component.name] = server
    return _json({"mcpServers": servers}) if servers else None


def connector_server(connector: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the client has to know of a connector's server: remote address, or pinned package to run."""
    for remote in connector.get("remotes", ()):
        kind = "http" if remote["type"] == "streamable-http" else remote["type"]
        headers = {item["name"]: _reference(item) for item in remote.get("headers", ())}
        return {"type": kind, "url": remote["url"], **({"headers": headers} if headers else {})}
    for package in connector.get("packages", ()):
        runner = _RUNNERS.get(package["registryType"])
        if runner:
            return _package_server(runner, package)
    return None


def semver(version: Version) -> str:
    """A version as the client, which reads semantic versions, spells it: ``1.2.0rc1`` is ``1.2.0-rc.1``."""
    text = str(version)
    for short, long in _SEMVER_TRIALS.items():
        head, found, number = text.partition(short)
        if found:
            return f"{head}-{long}.{number}"
    return text


def semver_range(specifier: Specifier) -> str:
    """A specifier as a semantic-version range; what that grammar cannot say (``!=``) is left out."""
    clauses = [clause for clause in specifier.text.split(",") if clause and not clause.startswith("!=")]
    return " ".join(_semver_clause(clause) for clause in clauses)


def _semver_clause(clause: str) -> str:
    operand = clause.lstrip("<>=")
    operator = clause[: len(clause) - len(operand)].replace("==", "")
    if operand.endswith(".*"):
        return operator + operand.replace(".*", ".x")
    return operator + semver(Version.parse(operand))


def _package_server(runner: tuple[str, ...], package: Mapping[str, Any]) -> dict[str, Any]:
    command, *arguments = (
        word.format(identifier=package["identifier"], version=package["version"]) for word in runner
    )
    variables = {item["name"]: _reference(item) for item in package.get("environmentVariables", ())}
    return {"command": command, "args": arguments, **({"env": variables} if variables else {})}


def _reference(item: Mapping[str, Any]) -> str:
    """Name the environment variable; a secret's value never stands in a file."""
    default = item.get("default")
    name = item.get("variable", item["name"]).upper().replace("-", "_")
    return f"${{{name}:-{default}}}" if default and not item.get("isSecret") else f"${{{name}}}"


def _dependency(name: str, specifier: Specifier) -> dict[str, str]:
    accepted = semver_range(specifier)
    return {"name": str(name), **({"version": accepted} if accepted else {})}


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
