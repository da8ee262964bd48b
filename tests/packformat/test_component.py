"""Components are found by folder, whatever else lies beside them."""

import pytest
from hypothesis import given

from packformat.component import KINDS, Component, discover
from tests.support.strategies import trees

FOUND = {
    "skills/close/SKILL.md": ("skill", "close", "skills/close/"),
    "skills/close/skill.md": ("skill", "close", "skills/close/"),
    "agents/reviewer.md": ("agent", "reviewer", "agents/reviewer.md"),
    "agents/tax/vat.md": ("agent", "tax:vat", "agents/tax/vat.md"),
    "commands/close.md": ("command", "close", "commands/close.md"),
    "commands/tax/vat.md": ("command", "tax:vat", "commands/tax/vat.md"),
    "hooks/hooks.json": ("hook", "hooks", "hooks/hooks.json"),
    "output-styles/plain.md": ("style", "plain", "output-styles/plain.md"),
    "connectors/bank.json": ("connector", "bank", "connectors/bank.json"),
    "memory/rules/index.md": ("memory", "rules", "memory/rules/"),
    "memory/rules/deep/er.md": ("memory", "rules", "memory/rules/"),
    "conventions/papers.toml": ("convention", "papers", "conventions/papers.toml"),
    "scaffold/client/scaffold.toml": ("scaffold", "client", "scaffold/client/"),
    "workflows/close.toml": ("workflow", "close", "workflows/close.toml"),
    "loops/close.toml": ("loop", "close", "loops/close.toml"),
    "personas/okafor.toml": ("persona", "okafor", "personas/okafor.toml"),
    "evals/case-1/prompt.md": ("eval", "case-1", "evals/case-1/"),
    "examples/good/example.toml": ("example", "good", "examples/good/"),
}
NOTHING = [
    *(
        "pack.toml",
        "README.md",
        "skills/README.md",
        "skills/close/reference/SKILL.md",
        "skills/close/notes.md",
    ),
    *(
        "agents/README.md",
        "agents/readme.md",
        "agents/config.json",
        "connectors/a/b.json",
        "loops/a/b.toml",
        "personas/a/b.toml",
        "conventions/a/b.toml",
        "scaffold/a/b.md",
        "scaffold/scaffold.toml",
    ),
    *("memory/index.md", "evals/evals.json", "hooks/run.sh", "agents", "SKILL.md", "my/skills/a/SKILL.md"),
]


@pytest.mark.parametrize("path", FOUND)
def test_a_component_is_found_by_its_folder(path: str) -> None:
    assert discover([path]) == [Component(*FOUND[path])]


@pytest.mark.parametrize("path", NOTHING)
def test_other_files_are_no_components(path: str) -> None:
    assert discover([path]) == []


def test_components_are_listed_once_by_kind_and_name() -> None:
    found = discover([*FOUND, "memory/rules/more.md", "agents/archivist.md"])
    assert [component.kind for component in found] == sorted(
        (component.kind for component in found), key=KINDS.index
    )
    assert [component.name for component in found if component.kind == "agent"] == [
        "archivist",
        "reviewer",
        "tax:vat",
    ]
    assert {component.kind for component in found} == set(KINDS)


@given(trees)
def test_the_order_of_files_carries_no_meaning(tree: list) -> None:
    paths = [entry.path for entry in tree]
    assert discover(paths) == discover(reversed(paths))
