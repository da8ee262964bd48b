"""What the build writes for Claude Code, and how our versions read in its own grammar."""

import json

import pytest

from packformat.client_files import connector_server, plugin_manifest, semver, semver_range, server_file
from packformat.component import discover
from packformat.manifest import Manifest
from packformat.versions import Specifier, Version
from tests.support.packing import MANIFEST
from tests.support.refusals import refused

REMOTE = {
    "name": "bank",
    "description": "The bank",
    "remotes": [{"type": "streamable-http", "url": "https://bank.invalid/mcp"}],
}
PACKAGE = {
    "name": "ledger",
    "description": "The ledger",
    "packages": [
        {
            "registryType": "npm",
            "identifier": "@books/ledger",
            "version": "1.2.3",
            "transport": {"type": "stdio"},
        }
    ],
}


def test_a_manifest_becomes_the_clients_own() -> None:
    text = MANIFEST.replace(b"licence", b'professions = ["bookkeeper"]\nkeywords = ["close"]\nlicence')
    manifest = Manifest.parse(
        text + b'email = "ada@x.invalid"\n[requires]\nledger-core = "^1.0"\nany = "*"\n'
    )
    assert json.loads(plugin_manifest(manifest)) == {
        "name": "month-end",
        "version": "1.0.0",
        "description": "Closes the month, one step at a time",
        "author": {"name": "Ada", "email": "ada@x.invalid"},
        "license": "Apache-2.0",
        "keywords": ["bookkeeper", "close"],
        "dependencies": [{"name": "any"}, {"name": "ledger-core", "version": ">=1.0.0 <2.0.0"}],
    }


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("1.2.0", "1.2.0"),
        ("1.2.0a1", "1.2.0-alpha.1"),
        ("1.2.0b2", "1.2.0-beta.2"),
        ("1.2.0rc3", "1.2.0-rc.3"),
    ],
)
def test_a_version_is_spelled_as_a_semantic_one(ours: str, theirs: str) -> None:
    assert semver(Version.parse(ours)) == theirs


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("*", ""),
        ("^1.2", ">=1.2.0 <2.0.0"),
        ("==1.2.*", "1.2.x"),
        ("==1.2.3", "1.2.3"),
        (">=1.0rc1,<2,!=1.5", ">=1.0.0-rc.1 <2.0.0"),
        ("~=1.2.3", "1.2.x >=1.2.3"),
    ],
)
def test_a_specifier_is_spelled_as_a_semantic_range(ours: str, theirs: str) -> None:
    assert semver_range(Specifier.parse(ours)) == theirs


def test_a_remote_is_reached_at_its_address_with_headers_from_the_environment() -> None:
    assert connector_server(REMOTE) == {"type": "http", "url": "https://bank.invalid/mcp"}
    remote = {
        "type": "sse",
        "url": "https://bank.invalid",
        "headers": [{"name": "X-Api-Key", "isSecret": True}],
    }
    assert connector_server({"remotes": [remote]}) == {
        "type": "sse",
        "url": "https://bank.invalid",
        "headers": {"X-Api-Key": "${X_API_KEY}"},
    }


def test_a_package_is_run_at_its_pinned_version() -> None:
    assert connector_server(PACKAGE) == {"command": "npx", "args": ["-y", "@books/ledger@1.2.3"]}
    package = PACKAGE["packages"][0] | {
        "registryType": "pypi",
        "environmentVariables": [
            {"name": "LEDGER_TOKEN", "isSecret": True, "default": "never"},
            {"name": "LEDGER_URL", "default": "https://x.invalid"},
            {"name": "region", "variable": "LEDGER_REGION"},
        ],
    }
    assert connector_server({"packages": [package]}) == {
        "command": "uvx",
        "args": ["@books/ledger==1.2.3"],
        "env": {
            "LEDGER_TOKEN": "${LEDGER_TOKEN}",
            "LEDGER_URL": "${LEDGER_URL:-https://x.invalid}",
            "region": "${LEDGER_REGION}",
        },
    }


def test_a_package_that_no_runner_starts_and_a_fallback_alone_give_no_server() -> None:
    assert connector_server({"packages": [PACKAGE["packages"][0] | {"registryType": "oci"}]}) is None
    assert connector_server({"fallback": {"format": "csv", "sample": "a"}}) is None


def servers(files: dict[str, object]) -> bytes | None:
    data = {path: json.dumps(value).encode() for path, value in files.items()}
    return server_file(discover(data), data)


def test_every_connector_that_has_a_server_is_in_the_file() -> None:
    fallback = {"name": "a", "description": "b", "fallback": {"format": "csv", "sample": "x"}}
    written = servers(
        {"connectors/bank.json": REMOTE, "connectors/ledger.json": PACKAGE, "connectors/csv.json": fallback}
    )
    assert list(json.loads(written)["mcpServers"]) == ["bank", "ledger"]
    assert servers({"connectors/csv.json": fallback}) is None
    assert servers({"skills/a/SKILL.md": ""}) is None


@pytest.mark.parametrize(
    "broken",
    [
        [],
        REMOTE | {"remotes": [{"type": "http", "url": "https://x.invalid"}]},
        REMOTE | {"remotes": [{"type": "sse", "url": "http://x.invalid"}]},
        PACKAGE | {"packages": [PACKAGE["packages"][0] | {"version": "latest"}]},
        PACKAGE | {"packages": [PACKAGE["packages"][0] | {"version": "^1.2"}]},
        PACKAGE | {"packages": [PACKAGE["packages"][0] | {"identifier": "--eval=x"}]},
        PACKAGE | {"packages": [{"registryType": "npm"}]},
    ],
    ids=["a list", "a type not known", "plain http", "no pin", "a range", "an option", "nothing in it"],
)
def test_a_connector_that_is_none_is_refused_before_anything_is_made_of_it(broken: object) -> None:
    with refused("E_SCHEMA", "connectors/bank.json"):
        servers({"connectors/bank.json": broken})
