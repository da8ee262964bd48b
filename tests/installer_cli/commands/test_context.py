from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wikis import write

if TYPE_CHECKING:
    from tests.installer_cli.conftest import Cli
    from tests.support.registry_simulator import RegistrySimulator


def test_what_is_loaded_is_listed_with_its_size_and_its_reason(
    cli: Cli, registry: RegistrySimulator, url: str
) -> None:
    registry.publish("close", files={"memory/notes/a.md": "twelve chars", "memory/notes/b.csv": "1"})
    cli.ok("install close")
    write(cli.project, "CLAUDE.md", "@gone/file.md")
    out = cli.ok("context").out
    assert "  .claude/memory/close/notes/a.md  memory  (from .claude/memory/close/index.md)\n" in out
    assert (
        out.index("Loaded always, about") < out.index("Loaded on demand, about") < out.index("Loaded never")
    )
    document = cli.ok("context", "--json").document
    texts = {text["path"]: text for text in document["texts"] if text["what"] == "memory"}
    assert (texts[".claude/memory/close/notes/a.md"]["tokens"], document["tokens"]["on_demand"] > 0) == (
        3,
        True,
    )


def test_a_project_where_nothing_is_loaded_is_told_so(cli: Cli) -> None:
    result = cli.ok("context")
    assert (result.out, result.err) == ("", "An agent loads nothing here\n")


def test_a_budget_is_kept_or_told(cli: Cli) -> None:
    write(cli.project, "CLAUDE.md", "x" * 40)
    cli.ok("context", "--budget", "10")
    result = cli("context", "--budget", "9", "--json")
    assert (result.code, result.document["error"]["code"]) == (10, "E_OVER_BUDGET")
