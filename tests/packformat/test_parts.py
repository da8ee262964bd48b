"""A pack's components are those in their folders and those that a plugin's manifest names."""

import json

import pytest

from packformat.archive import Entry
from packformat.component import Component
from packformat.parts import components_of
from packformat.tokens import token_costs

PAGE = b"---\nname: tie\ndescription: Ties out the ledger\n---\nTie.\n"


def entries(paths: list[str], **fields: object) -> list[Entry]:
    manifest = json.dumps({"name": "month-end", **fields}).encode()
    return [Entry(".claude-plugin/plugin.json", manifest), *(Entry(path, PAGE) for path in paths)]


TIE = Component("skill", "tie", "own/tie/")


@pytest.mark.parametrize(
    ("paths", "fields", "found"),
    [
        (["own/tie/SKILL.md"], {"skills": ["./own/tie"]}, [TIE]),
        (["own/tie/SKILL.md", "own/tie/more/SKILL.md", "own/tie.md"], {"skills": "./own/"}, [TIE]),
        (["own/tie/skill.md", "own/tie/a.md"], {"skills": ["own/tie", "own"]}, [TIE]),
        (["own/a.md", "own/README.md"], {"agents": "./own"}, [Component("agent", "a", "own/a.md")]),
        (["own/a.md", "own/b.md"], {"agents": ["./own/a.md"]}, [Component("agent", "a", "own/a.md")]),
        (["own/g/c.md"], {"commands": "./own"}, [Component("command", "g:c", "own/g/c.md")]),
        (
            ["own/c.md"],
            {
                "commands": {
                    "vat": {"source": "./own/c.md"},
                    "text": {"content": "x"},
                    "gone": {"source": "./d.md"},
                }
            },
            [Component("command", "vat", "own/c.md")],
        ),
        (["skills/tie/SKILL.md"], {"skills": "./skills"}, [Component("skill", "tie", "skills/tie/")]),
        (
            ["own/SKILL.md", "own/more/b.md"],
            {"commands": "./own"},
            [Component("skill", "own", "own/")],
        ),
        (["own/s.md"], {"outputStyles": "./own"}, [Component("style", "s", "own/s.md")]),
        (
            ["agents/a.md", "agents/more/b.md", "own/c.md"],
            {"agents": ["./agents/a.md", "own"]},
            [Component("agent", "a", "agents/a.md"), Component("agent", "c", "own/c.md")],
        ),
        (["own/tie.txt"], {"agents": "./own/tie.txt", "commands": {"x": 1}, "skills": 7}, []),
    ],
)
def test_what_a_plugins_manifest_names_is_a_component_too(
    paths: list[str], fields: dict[str, object], found: list[Component]
) -> None:
    assert components_of(entries(paths, **fields)) == found


def test_what_a_manifest_names_costs_what_it_costs_in_its_usual_place() -> None:
    elsewhere = token_costs(entries(["own/tie/SKILL.md"], skills=["./own/tie"]), "month-end")
    usual = token_costs(entries(["skills/tie/SKILL.md"]), "month-end")
    assert elsewhere.total == usual.total
    assert elsewhere.total.always > 0
