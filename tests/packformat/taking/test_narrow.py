"""The files that say what a pack has say what is taken of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from packformat.archive import Entry
from packformat.parts import components_of
from packformat.powers.find import powers_of
from packformat.taking.narrow import Part, take
from packformat.taking.units import label_of
from tests.support.folders import PACKS, built_folder, shipped_packs

PAGE = "---\nname: x\ndescription: Use it.\n---\n\n{}\n"
PLUGIN = ".claude-plugin/plugin.json"
SERVERS = ".mcp.json"
FILES = {
    "pack.toml": "schema = 1\n",
    "skills/usual/SKILL.md": PAGE.format("Do it as ledger does."),
    "more/special/SKILL.md": PAGE.format("Ask mcp__plugin_close_figures__find."),
    "crew/reader.md": PAGE.format("Read."),
    "crew/writer.md": PAGE.format("Write."),
    "hooks/hooks.json": "{}",
    "servers.json": json.dumps(
        {"mcpServers": {"figures": {"command": "figures"}, "other": {"command": "o"}}}
    ),
    "connectors/bank.json": "{}",
}
MANIFEST = {
    "name": "close",
    "version": "1.0.0",
    "skills": ["./more/"],
    "agents": "./crew",
    "hooks": "./hooks/hooks.json",
    "monitors": [{"command": "watch"}],
    "mcpServers": "./servers.json",
    "dependencies": [{"name": "ledger", "version": "^1.0.0"}, "tax@2"],
    "commands": 3,
}


def part(labels: list[str], plugin: object = MANIFEST, servers: object = None) -> Part:
    texts = {**FILES, PLUGIN: json.dumps(plugin)}
    texts |= {} if servers is None else {SERVERS: json.dumps(servers)}
    return take([Entry(path, text.encode()) for path, text in texts.items()], labels, ["ledger", "tax"])


def plugin_of(found: Part) -> Any:
    return json.loads(found.entries[PLUGIN].data)


def test_the_plugin_manifest_names_what_is_taken_and_nothing_else() -> None:
    assert plugin_of(part(["agent:reader"])) == {
        "name": "close",
        "version": "1.0.0",
        "agents": ["./crew/reader.md"],
    }
    assert plugin_of(part(["skill:special"])) == {
        "name": "close",
        "version": "1.0.0",
        "skills": ["./more/special"],
        "mcpServers": {"figures": {"command": "figures"}},
    }


def test_what_runs_by_itself_comes_with_the_hook_alone() -> None:
    assert plugin_of(part(["hook:hooks"]))["hooks"] == "./hooks/hooks.json"
    assert "monitors" not in plugin_of(part(["hook:hooks"]))


def test_a_requirement_that_is_not_needed_is_not_named_to_the_client() -> None:
    found = part(["skill:usual"])
    assert found.requires == {"ledger"}
    assert plugin_of(found)["dependencies"] == [{"name": "ledger", "version": "^1.0.0"}]
    assert part(["agent:reader"]).requires == frozenset()


@pytest.mark.parametrize("odd", [{"name": "close", "dependencies": 3}, {"name": "close", "mcpServers": 3}])
def test_a_field_of_another_shape_is_left_out(odd: dict[str, Any]) -> None:
    assert plugin_of(part(["agent:reader"], odd)) == {"name": "close"}


def test_a_manifest_that_is_no_object_stays_as_it_is() -> None:
    assert part(["skill:usual"], [1]).entries[PLUGIN].data == b"[1]"


def test_a_server_goes_with_its_connector_or_with_whoever_mentions_it() -> None:
    servers = {"mcpServers": {"bank": {"url": "u"}, "figures": {"url": "f"}, "other": {"url": "o"}}}
    assert json.loads(part(["connector:bank"], servers=servers).entries[SERVERS].data) == {
        "mcpServers": {"bank": {"url": "u"}}
    }
    assert json.loads(part(["skill:special"], servers=servers).entries[SERVERS].data) == {
        "mcpServers": {"figures": {"url": "f"}}
    }
    assert SERVERS not in part(["agent:reader"], servers=servers).entries


def test_servers_without_the_word_around_them_are_read_too() -> None:
    assert SERVERS in part(["connector:bank"], servers={"bank": {"url": "u"}}).entries
    assert SERVERS not in part(["connector:bank"], servers=[1]).entries


@pytest.mark.parametrize("name", shipped_packs())
def test_every_part_of_the_packs_that_ship_is_whole_and_can_do_no_more_than_the_pack(name: str) -> None:
    built = built_folder(PACKS / name)
    requires = [str(item.name) for item in built.manifest.requires]
    whole = set(built.powers.lines)
    for component in built.components[::9]:
        found = take(built.entries, [label_of(component)], requires)
        listed = components_of(found.entries.values())
        assert [label_of(one) for one in listed] == [label_of(one) for one in found.selection.taken]
        assert set(powers_of(found.entries.values()).lines) <= whole
