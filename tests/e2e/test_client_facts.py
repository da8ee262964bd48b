"""What the unmodified Claude Code client says of what our rules find, and what it loads of it.

The facts stand with the cases of `fixtures/rules`; RULES.md shows them as a table. Each is asked of the
client here, so that one which a newer client handles otherwise is noticed.
"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from packformat.paths import PLUGIN_MANIFEST_PATH
from packformat.rules import RULES
from tests.support.foreign_clients import ForeignClient, claude_command
from tests.support.rule_cases import Case, all_cases

FACTS = [case for case in all_cases() if case.fact]
PARTS = ("skills/", "agents/", "commands/")
LISTED = (*PARTS, "hooks/", ".claude-plugin/")
"""What the client looks at in the plugins of a catalogue, all at once."""
SAID = {"errors": "error", "warnings": "warning"}


class Client(NamedTuple):
    """What the client said of each fact, and what it loaded, by the fact's number."""

    said: dict[int, str]
    loaded: dict[int, str]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Client:
    claude = ForeignClient(claude_command(), tmp_path_factory.mktemp("facts"))
    trusted = {str(claude.project): {"hasTrustDialogAccepted": True}}
    started = {"hasCompletedOnboarding": True, "projects": trusted}
    (claude.home / ".claude.json").write_text(json.dumps(started), encoding="utf-8")
    packs = claude.project / ".claude" / "skills"
    for number, case in enumerate(FACTS):
        write(case, packs / name_of(number), name_of(number))
    return Client(said_of(claude, packs), loaded_by(claude))


def name_of(number: int) -> str:
    return f"fact-{number}"


def write(case: Case, folder: Path, name: str) -> None:
    """Write a case as a plugin of that name, with all that the client warns of when it is missing."""
    files = {entry.path: entry.data for entry in case.entries}
    plugin = files.get(PLUGIN_MANIFEST_PATH, b"{}")
    usual = {"version": "1.0.0", "description": "A fact", "author": {"name": "Ada"}}
    files[PLUGIN_MANIFEST_PATH] = json.dumps({**usual, **json.loads(plugin), "name": name}).encode()
    files["commands/tie.md"] = b"---\ndescription: Ties\n---\nTie.\n"
    for path, data in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)


def said_of(claude: ForeignClient, packs: Path) -> dict[int, str]:
    """What it says of every fact: most in one catalogue, parts in one folder, the rest one by one."""
    catalogue = packs / ".claude-plugin" / "marketplace.json"
    catalogue.parent.mkdir()
    rows = [{"name": name_of(number), "source": f"./{name_of(number)}"} for number in range(len(FACTS))]
    catalogue.write_text(json.dumps({"name": "facts", "owner": {"name": "Ada"}, "plugins": rows}))
    flat = claude.project / "flat" / ".claude"
    for number, case in enumerate(FACTS):
        for path in case.changed:
            kind, _, rest = path.partition("/")
            if f"{kind}/" in PARTS and (packs / name_of(number) / path).exists():
                place = flat / kind / f"{name_of(number)}-{rest}"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes((packs / name_of(number) / path).read_bytes())
    reports = [validated(claude, packs), validated(claude, flat)]
    said = {number: worst(reports, name_of(number), number) for number in range(len(FACTS))}
    for number, case in enumerate(FACTS):
        if not any(path.startswith(LISTED) for path in case.changed):
            report = validated(claude, packs / name_of(number))
            said[number] = worst([report], name_of(number), number)
    return said


def validated(claude: ForeignClient, place: Path) -> dict[str, Any]:
    report: dict[str, Any] = claude.run("plugin", "validate", "--json", str(place)).json()
    return report


def worst(reports: list[dict[str, Any]], name: str, number: int) -> str:
    """The gravest that was said of a fact: in a report of its own file, or of its row in the catalogue."""
    found = set()
    for report in reports:
        for part in (report["manifest"], *report["contents"]):
            for list_, word in SAID.items():
                for row in part[list_] if part else ():
                    place = f"{part['file']}/"
                    is_own = f"/{name}/" in place or f"/{name}-" in place
                    if is_own or row["path"].startswith(f"plugins[{number}] "):
                        found.add(word)
    return next((word for word in SAID.values() if word in found), "nothing")


def loaded_by(claude: ForeignClient) -> dict[int, str]:
    rows = {Path(row["installPath"]).name: row for row in claude.run("plugin", "list", "--json").json()}
    return {number: _loaded(rows.get(name_of(number))) for number in range(len(FACTS))}


def _loaded(row: dict[str, Any] | None) -> str:
    if row is None:
        return "nothing"
    if not row["enabled"]:
        return "off"
    return "error" if row.get("errors") else "whole"


@pytest.mark.parametrize("number", range(len(FACTS)), ids=lambda number: FACTS[number].id)
def test_the_client_says_and_loads_what_the_facts_say(client: Client, number: int) -> None:
    fact = FACTS[number].fact
    assert fact
    assert (client.said[number], client.loaded[number]) == (fact.says, fact.loads)


def test_whatever_keeps_a_pack_from_being_loaded_is_an_error_here() -> None:
    severities = {rule.id: rule.severity for rule in RULES}
    unloaded = {case.rule for case in FACTS if case.fact and case.fact.loads in {"nothing", "off"}}
    assert unloaded
    assert {severities[rule] for rule in unloaded} == {"error"}
